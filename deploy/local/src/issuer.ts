import { startIssuer } from './issuer/issuer.js';

const { HOST, PORT, ISSUER_URL, ISSUER_KEY_FILE } = process.env;

try {
  const issuer = await startIssuer({
    port: Number(PORT ?? 3900),
    ...(HOST ? { host: HOST } : {}),
    ...(ISSUER_URL ? { url: ISSUER_URL } : {}),
    ...(ISSUER_KEY_FILE ? { keyFile: ISSUER_KEY_FILE } : {}),
  });
  console.log(`development issuer on ${issuer.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void issuer.close());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
