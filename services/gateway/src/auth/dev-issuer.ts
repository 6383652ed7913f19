import { Body, Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Refusal } from '@linli/kernel';
import { Open } from './access.js';

export const DEV_ISSUER = Symbol('DEV_ISSUER');

/** The way to the development issuer through the gateway's own address. Not part of the gateway in production. */
@Controller('dev')
export class DevIssuerController {
  constructor(@Inject(DEV_ISSUER) private readonly issuer: string) {}

  @Get('people')
  @Open()
  people(@Res() reply: FastifyReply): Promise<void> {
    return this.forward(reply, '/dev/people');
  }

  @Post('token')
  @HttpCode(200)
  @Open()
  token(@Body() body: unknown, @Res() reply: FastifyReply): Promise<void> {
    return this.forward(reply, '/dev/token', body);
  }

  private async forward(reply: FastifyReply, path: string, body?: unknown): Promise<void> {
    const answer = await this.fetch(path, body);
    const type = answer.headers.get('content-type') ?? 'application/json';
    await reply
      .code(answer.status)
      .header('content-type', type)
      .header('cache-control', 'no-store')
      .send(Buffer.from(await answer.arrayBuffer()));
  }

  private async fetch(path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(`${this.issuer}${path}`, {
        signal: AbortSignal.timeout(5_000),
        ...(body === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      });
    } catch {
      throw new Refusal('unavailable', 'issuer.unreachable', '开发用的令牌签发程序没有应答，请检查它是否在运行。');
    }
  }
}
