import { Catch, Logger, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '@linli/kernel';
import { Doors } from './doors.js';
import { PROBLEM_TYPE, problemOf, refusalOf, shaped, type Problem } from './problem.js';
import { traceOf } from './trace.js';

const failed = new Refusal('internal', 'service.failed', '系统出错，请稍后再试。');

/** Every error leaves as application/problem+json; what is our own fault is logged with its trace id and not told. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('gateway');

  constructor(private readonly doors: Doors) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { traceId } = traceOf(request);
    const where = { instance: pathOf(request.url), traceId };
    if (error instanceof NotFoundException) {
      const allowed = this.doors.methodsAt(where.instance);
      if (allowed.length > 0) {
        const detail = `此路径只接受 ${allowed.join('、')}，不接受 ${request.method}。`;
        send(reply.header('allow', allowed.join(', ')), shaped(405, 'request.method-not-allowed', detail, where));
        return;
      }
    }
    const refusal = refusalOf(error);
    if (!refusal || refusal.kind === 'internal')
      this.logger.error({ msg: `${request.method} ${request.routeOptions.url ?? ''} failed`, err: error, traceId });
    send(reply, problemOf(refusal ?? failed, where));
  }
}

function send(reply: FastifyReply, problem: Problem): void {
  if (reply.sent) return;
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 503 || problem.status === 429) reply.header('retry-after', String(secondsOf(problem)));
  void reply.code(problem.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** How long to wait: what the refusal says, else a second. */
const secondsOf = ({ details }: Problem): number => Number(details?.['retryAfterSeconds'] ?? 1);

/** Without the query string: it may hold names and telephone numbers. */
export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url;
