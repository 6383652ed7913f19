/**
 * Completes package-lock.json: a registry that does not hold a package for every platform makes npm leave the optional ones out, and then
 * `npm ci` refuses the whole file. Each gets its entry from what the package that wants it says.
 *
 *   npm run lock        after every change of dependencies
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'package-lock.json');
const systems = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony', 'aix', 'netbsd', 'openbsd', 'sunos'];

/** What `npm ci` misses: name, version and who wants it. */
export function missing(lock) {
  return Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
    Object.entries(optionalDependencies)
      .filter(
        ([name, version]) =>
          /^\d+\.\d+\.\d+/.test(version) &&
          !lock.packages[`${path}/node_modules/${name}`] &&
          !lock.packages[`node_modules/${name}`],
      )
      .flatMap(([name, version]) => entryOf(name, version, dev) ?? []),
  );
}

function entryOf(name, version, dev) {
  const os = systems.find((each) => name.includes(each));
  const cpu = /(arm64|x64|ia32|ppc64|s390x|loong64|riscv64|mips64el|arm)/.exec(name)?.[1];
  if (!os || !cpu) return undefined;
  const libc = /musl/.test(name) ? 'musl' : /gnu/.test(name) ? 'glibc' : undefined;
  return {
    name,
    entry: {
      version,
      cpu: [cpu],
      ...(dev ? { dev } : {}),
      ...(libc ? { libc: [libc] } : {}),
      optional: true,
      os: [os],
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = missing(lock);
  for (const { name, entry } of added) lock.packages[`node_modules/${name}`] = entry;
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(
    added.length === 0
      ? 'package-lock.json is complete'
      : `package-lock.json: added ${added.map(({ name }) => name).join(', ')}`,
  );
}
