import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { metricsRegistry } from '@linli/host';
import { Open } from '../auth/access.js';
import { Readiness } from './readiness.js';

/** For the platform: whether to send requests here, whether to start the process anew, and what it measures. */
@Controller()
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('health/live')
  @Open()
  live(@Res() reply: FastifyReply): void {
    const { live } = this.readiness;
    void reply
      .code(live ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: live ? 'live' : 'dead' });
  }

  @Get('health/ready')
  @Open()
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const missing = await this.readiness.missing();
    const body = missing ? { status: 'not ready', missing: [missing] } : { status: 'ready' };
    await reply
      .code(missing ? 503 : 200)
      .header('cache-control', 'no-store')
      .send(body);
  }

  @Get('metrics')
  @Open()
  async metrics(@Res() reply: FastifyReply): Promise<void> {
    const registry = metricsRegistry('gateway');
    await reply.header('content-type', registry.contentType).send(await registry.metrics());
  }
}
