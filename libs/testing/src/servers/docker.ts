import { existsSync } from 'node:fs';
import { request, type RequestOptions } from 'node:http';

/** Whether a Docker engine answers a ping within a second. */
export async function engineAnswers(): Promise<boolean> {
  const target = engineAddress();
  if (target === undefined) return false;
  return new Promise((answer) => {
    const ping = request({ ...target, path: '/_ping', timeout: 1_000 }, (reply) => {
      reply.resume();
      answer(reply.statusCode === 200);
    });
    ping.once('timeout', () => ping.destroy());
    ping.once('error', () => answer(false));
    ping.end();
  });
}

function engineAddress(): RequestOptions | undefined {
  const host = process.env['DOCKER_HOST'] || 'unix:///var/run/docker.sock';
  if (host.startsWith('unix://')) {
    const socketPath = host.slice('unix://'.length);
    return existsSync(socketPath) ? { socketPath } : undefined;
  }
  if (!/^(tcp|http):\/\//.test(host)) return undefined;
  const url = new URL(host.replace(/^tcp/, 'http'));
  return { host: url.hostname, port: Number(url.port || 2375) };
}
