import { Injectable, type CanActivate, type ExecutionContext, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Tokens } from '@linli/bus';
import { roleNames } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { ACCESS, type Access } from './access.js';
import { Limits } from '../limits/limits.js';
import { admit } from './visitor.js';

type Method = (...args: never[]) => unknown;

/** Lets a person in by token and role. A route that says neither `For` nor `Open` keeps the gateway from starting. */
@Injectable()
export class Admission implements CanActivate, OnApplicationBootstrap {
  private readonly known = new Map<unknown, Access>();

  constructor(
    private readonly tokens: Tokens,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly limits: Limits,
  ) {}

  onApplicationBootstrap(): void {
    for (const { instance, metatype } of this.discovery.getControllers()) {
      const prototype = Object.getPrototypeOf(instance) as Record<string, Method>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        const method = prototype[name];
        if (method === undefined || !Reflect.hasMetadata('path', method)) continue;
        const access = Reflect.getMetadata(ACCESS, method) as Access | undefined;
        if (!access)
          throw new Error(`${metatype?.name}.${name} says neither For(roles) nor Open(): nobody knows who may use it.`);
        this.known.set(method, access);
      }
    }
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.known.get(context.getHandler());
    if (access === 'open') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const token = bearerOf(request);
    const actor = await this.tokens.verify(token);
    if (!access || (access.length > 0 && !actor.has(...access))) throw forbidden(access ?? []);
    await this.limits.take(actor.id, 'requests');
    admit(request, { actor, token });
    return true;
  }
}

const BEARER = /^bearer +([^\s]+)$/i;

function bearerOf({ headers: { authorization }, raw }: FastifyRequest): string {
  // Node keeps the first of several and says nothing; who stands before us may have looked at another.
  if (authorization !== undefined && isGivenTwice('authorization', raw.rawHeaders)) {
    throw new Refusal('unauthenticated', 'token.ambiguous', '请求里有多个访问令牌，请只发送一个。');
  }
  const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  if (token === undefined) {
    throw new Refusal(
      'unauthenticated',
      'token.missing',
      '请先登录：在 Authorization 头里发送访问令牌（Bearer <token>）。',
    );
  }
  return token;
}

function isGivenTwice(name: string, rawHeaders: readonly string[]): boolean {
  let times = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const given = rawHeaders[at]!;
    if (given.length === name.length && given.toLowerCase() === name) times++;
  }
  return times > 1;
}

function forbidden(roles: Exclude<Access, 'open'>): Refusal {
  const names = roles.map((role) => roleNames[role]).join('、');
  return new Refusal('forbidden', 'request.forbidden', `您的岗位无权办理，请有权限的同事办理（${names}）。`, {
    details: { roles },
  });
}
