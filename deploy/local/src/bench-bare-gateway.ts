import 'reflect-metadata';
import { Body, Controller, Get, Inject, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientsModule, Transport, type ClientProxy } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Observable } from 'rxjs';

/** A reference for the bench, bare: the obvious Nest gateway over Nest's NATS client. */
@Controller('complaints')
class ComplaintController {
  constructor(@Inject('BUS') private readonly bus: ClientProxy) {}

  @Post()
  create(@Body() body: object): Observable<unknown> {
    return this.bus.send('bare.complaint.create', body);
  }

  @Get(':id')
  get(@Param('id') id: string): Observable<unknown> {
    return this.bus.send('bare.complaint.get', { id });
  }

  @Get()
  find(@Query() query: object): Observable<unknown> {
    return this.bus.send('bare.complaint.find', query);
  }
}

@Module({
  imports: [
    ClientsModule.register([
      { name: 'BUS', transport: Transport.NATS, options: { servers: [process.env['NATS_URL'] ?? ''] } },
    ]),
  ],
  controllers: [ComplaintController],
})
class BareGatewayModule {}

const app = await NestFactory.create(BareGatewayModule, new FastifyAdapter(), { logger: ['error'] });
await app.listen(Number(process.env['PORT']), '127.0.0.1');
