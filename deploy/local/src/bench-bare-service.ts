import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { MessagePattern, Payload, Transport, type MicroserviceOptions } from '@nestjs/microservices';
import { MikroORM } from '@mikro-orm/postgresql';
import { newId } from '@linli/kernel';
import { PlainComplaint } from './bench/plain-complaint.js';

/**
 * A reference for the bench, bare: the obvious Nest service behind Nest's NATS transport, with `flush` and `find`. No tokens,
 * no keys, no log, no outbox.
 */
const orm = await MikroORM.init({
  clientUrl: process.env['DATABASE_URL'] ?? '',
  entities: [PlainComplaint],
  pool: { min: 0, max: 10 },
  ensureDatabase: false,
  debug: false,
});

@Controller()
class ComplaintController {
  @MessagePattern('bare.complaint.create')
  async create(@Payload() body: Record<string, string>): Promise<object> {
    const em = orm.em.fork();
    const complaint = em.create(PlainComplaint, {
      ...body,
      id: newId(),
      formNo: newId(),
      state: 'REGISTERED',
    } as never);
    await em.flush();
    return complaint;
  }

  @MessagePattern('bare.complaint.get')
  async get(@Payload() { id }: { id: string }): Promise<object | null> {
    return orm.em.fork().findOne(PlainComplaint, { id });
  }

  @MessagePattern('bare.complaint.find')
  async find(@Payload() { projectId, state }: { projectId: string; state: string }): Promise<object> {
    const items = await orm.em
      .fork()
      .find(PlainComplaint, { projectId, state }, { orderBy: { id: 'desc' } as never, limit: 50 });
    return { items };
  }
}

@Module({ controllers: [ComplaintController] })
class BareModule {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(BareModule, {
  transport: Transport.NATS,
  options: { servers: [process.env['NATS_URL'] ?? ''], queue: 'bare' },
  logger: ['error'],
});
await app.listen();
