import { createServer } from 'node:net';

/** Whether this process could listen on 127.0.0.1 at the port now. */
export async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((answer) => {
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}

/** Programs that fetch, as browsers do, refuse to connect to these of the range, whoever listens there. */
const REFUSED = new Set([5_060, 5_061, 6_000, 6_566, 6_665, 6_666, 6_667, 6_668, 6_669, 6_679, 6_697, 10_080]);

/**
 * Hands out free ports from `first` upwards, each once, so that a start mostly finds the ports of the start before. They
 * lie below the range that the system gives to outgoing connections, which could take one between two restarts.
 */
export function portsFrom(first: number): () => Promise<number> {
  let next = first;
  return async () => {
    while (REFUSED.has(next) || !(await isFree(next))) next += 1;
    next += 1;
    return next - 1;
  };
}

/** Says which port is taken and how to start beside whoever has it. */
export async function takenPort(port: number): Promise<string> {
  let other = port + 100;
  while (!(await isFree(other))) other += 100;
  return (
    `Port ${port} is taken by another program, and the gateway wants to listen there. Stop that program, or choose ` +
    `another port:\n\n  PORT=${other} npm start\n`
  );
}
