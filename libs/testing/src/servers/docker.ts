import { existsSync } from 'node:fs';
import { request, type RequestOptions } from 'node:http';

/** Whether a Docker engine answers a ping within a second. */
export async function engineAnswers(): Promise<boolean> {
  return (await ask('GET', '/_ping', 1_000)) === 200;
}

/** Whether the engine has the image, so that a container of it starts without the network. */
export async function hasImage(image: string): Promise<boolean> {
  return (await ask('GET', `/images/${image}/json`, 5_000)) === 200;
}

/** Has the engine fetch the image; false when it has not got it after `patience` ms. */
export async function pullImage(image: string, patience: number): Promise<boolean> {
  const [name = '', tag = 'latest'] = image.split(':');
  await ask('POST', `/images/create?fromImage=${name}&tag=${tag}`, patience);
  return hasImage(image);
}

/** The status of the engine's whole answer; undefined when there is none in time. */
async function ask(method: string, path: string, patience: number): Promise<number | undefined> {
  const target = engineAddress();
  if (target === undefined) return undefined;
  return new Promise((answer) => {
    const asked = request({ ...target, method, path, signal: AbortSignal.timeout(patience) }, (reply) => {
      reply.once('end', () => answer(reply.statusCode));
      reply.once('error', () => answer(undefined));
      reply.resume();
    });
    asked.once('error', () => answer(undefined));
    asked.end();
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
