import { Controller, Get, Inject, Post, Req, Res, type Type } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { For, Open } from '../auth/access.js';
import { Door } from './door.js';
import type { Route } from './route.js';

/** A Nest controller per service with a method per contract, as if written by hand: the decorators are applied in code. */
export function controllersOf(routes: readonly Route[]): Type[] {
  const services = Map.groupBy(routes, (route) => route.service);
  return [...services].map(([service, own]) => controllerOf(service, own));
}

function controllerOf(service: string, routes: readonly Route[]): Type {
  class Routes {
    constructor(readonly door: Door) {}
  }
  Object.defineProperty(Routes, 'name', { value: `${service}Routes` });
  Inject(Door)(Routes, undefined, 0);
  Controller()(Routes);
  const { prototype } = Routes;
  for (const route of routes) {
    const descriptor: PropertyDescriptor = {
      value(this: Routes, request: FastifyRequest, reply: FastifyReply): Promise<void> {
        return this.door.pass(route, request, reply);
      },
      configurable: true,
      enumerable: true,
    };
    Object.defineProperty(prototype, route.name, descriptor);
    Req()(prototype, route.name, 0);
    Res()(prototype, route.name, 1);
    (route.open ? Open() : For(...route.roles))(prototype, route.name, descriptor);
    (route.method === 'GET' ? Get : Post)(route.path)(prototype, route.name, descriptor);
  }
  return Routes;
}
