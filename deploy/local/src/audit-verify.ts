/**
 * Walks the chain over the change and read log of every department and names the first line that is not as it was sealed. Without settings: of
 * the system that runs in this checkout. Elsewhere: AUDIT_DATABASES (`complaints=postgres://…,…`, a role that reads), AUDIT_KEYS, NATS_URL (the
 * provisioning user); AUDIT_HEADS_FILE names lines of the services' logs, or any file of heads, to compare with as well.
 */
import { readFile } from 'node:fs/promises';
import { AuditKeys, connectBus, Heads, type BusConnection } from '@linli/bus';
import { headsIn, judged, settingsOf } from './audit/verify-all.js';
import { checkoutRoot, layoutOf } from './runner/layout.js';

let connection: BusConnection | undefined;
try {
  const settings = await settingsOf(process.env, layoutOf(checkoutRoot()).data);
  const file = process.env['AUDIT_HEADS_FILE'];
  const kept = file ? headsIn(await readFile(file, 'utf8')) : [];
  if (settings.natsUrl) connection = await connectBus({ servers: settings.natsUrl, name: 'provision' });
  const heads = connection ? new Heads(connection.nc) : undefined;
  const keys = AuditKeys.of(settings.keys);
  let faults = 0;
  for (const [chain, url] of settings.databases) {
    const last = await heads?.last(chain);
    const own = kept.filter((head) => head.chain === chain);
    const {
      seals,
      lines,
      unsealed,
      faults: found,
    } = await judged({ chain, url, keys, heads: last ? [...own, last] : own });
    faults += found.length;
    const outside =
      last || own.length > 0 ? '' : '; no head of it is kept outside: a tail that was cut would not be seen';
    process.stdout.write(`${chain}: ${lines} lines in ${seals} seals, ${unsealed} not sealed yet${outside}\n`);
    for (const fault of found) process.stdout.write(`  ${fault}\n`);
  }
  process.stdout.write(faults === 0 ? 'audit: every line is as it was written\n' : `audit: ${faults} faults\n`);
  process.exitCode = faults === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
} finally {
  await connection?.nc.close();
}
