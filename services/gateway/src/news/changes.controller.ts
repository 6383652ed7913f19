import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lifeReaders } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { For } from '../auth/access.js';
import { visitorOf } from '../auth/visitor.js';
import { Changes } from './changes.js';

/** A listener who came with a token that has expired since is heard off: he comes back with a fresh one and misses nothing. */
const LONGEST_MS = 10 * 60_000;
const HEARTBEAT_MS = 15_000;
const MOST_PER_PERSON = 5;
const MOST = 2_000;
/** Bytes that may wait for a listener who does not read. */
const PATIENCE_BYTES = 256 * 1_024;

/** What changed, as server-sent events: for screens that shall be up to date without asking again and again. */
@Controller('changes')
export class ChangesController {
  private readonly open = new Map<FastifyReply, string>();

  constructor(private readonly changes: Changes) {}

  @Get()
  @For(...lifeReaders)
  listen(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { actor } = visitorOf(request);
    const own = [...this.open.values()].filter((id) => id === actor.id).length;
    if (own >= MOST_PER_PERSON || this.open.size >= MOST)
      throw new Refusal('too-many', 'changes.too-many', '您打开的页面过多，请关闭一个后再试。');
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    const write = (text: string) => {
      // Whoever does not read is not waited for: he comes back where he stopped.
      if (raw.writableLength > PATIENCE_BYTES) raw.destroy();
      else raw.write(text);
    };
    write('retry: 2000\n\n');
    const leave = this.changes.listen(
      {
        actor,
        hear: ({ id, ...change }) => write(`id: ${id}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`),
        reset: () => write('event: reset\ndata: {}\n\n'),
      },
      lastOf(request),
    );
    const heartbeat = setInterval(() => write(': here\n\n'), HEARTBEAT_MS);
    const limit = setTimeout(() => raw.end(), LONGEST_MS);
    this.open.set(reply, actor.id);
    raw.once('close', () => {
      clearInterval(heartbeat);
      clearTimeout(limit);
      leave();
      this.open.delete(reply);
    });
  }

  /** Ends all streams, so that the gateway can stop; their listeners come back to another one. */
  beforeApplicationShutdown(): void {
    for (const { raw } of this.open.keys()) raw.end();
  }
}

/** As browsers send it when they come back. */
function lastOf({ headers }: FastifyRequest): string | undefined {
  const last = headers['last-event-id'];
  return typeof last === 'string' && last !== '' ? last : undefined;
}
