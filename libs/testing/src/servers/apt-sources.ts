import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where this machine's own apt gets the packages of its release. */
export interface AptSource {
  family: 'debian' | 'ubuntu';
  codename: string;
  mirror: string;
  component: string;
  signedBy: string | undefined;
}

/** Undefined on a system that is neither Debian nor Ubuntu, or whose sources are not understood. */
export async function aptSource(etc = '/etc'): Promise<AptSource | undefined> {
  const release = words(await readFile(join(etc, 'os-release'), 'utf8').catch(() => ''));
  const ids = [release.get('ID'), ...(release.get('ID_LIKE') ?? '').split(' ')];
  const family = ids.includes('ubuntu') ? 'ubuntu' : ids.includes('debian') ? 'debian' : undefined;
  const codename = (family === 'ubuntu' && release.get('UBUNTU_CODENAME')) || release.get('VERSION_CODENAME');
  if (family === undefined || !codename) return undefined;
  const component = family === 'ubuntu' ? 'universe' : 'main';
  for (const text of await sourceFiles(join(etc, 'apt'))) {
    const found = fromLine(text, codename) ?? fromStanza(text, codename);
    if (found !== undefined) return { family, codename, component, ...found };
  }
  return undefined;
}

/** The suites to try: the newer release's server is a static program, knows more and runs on the older one too. */
export function newerFirst({ family, codename }: AptSource): string[] {
  const older = { debian: ['bullseye', 'bookworm'], ubuntu: ['focal', 'jammy'] }[family];
  const newer = { debian: 'trixie', ubuntu: 'noble' }[family];
  return older.includes(codename) ? [newer, codename] : [codename];
}

async function sourceFiles(apt: string): Promise<string[]> {
  const more = await readdir(join(apt, 'sources.list.d')).catch(() => [] as string[]);
  const paths = [join(apt, 'sources.list'), ...more.sort().map((name) => join(apt, 'sources.list.d', name))];
  return Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')));
}

/** `deb [signed-by=…] MIRROR SUITE component…` */
function fromLine(text: string, codename: string): { mirror: string; signedBy: string | undefined } | undefined {
  for (const line of text.split('\n')) {
    const [, options, mirror, suite] = /^deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s/.exec(`${line} `) ?? [];
    if (mirror && suite === codename) return { mirror, signedBy: /signed-by=(\S+)/i.exec(options ?? '')?.[1] };
  }
  return undefined;
}

/** The deb822 form: `URIs:`, `Suites:`, `Signed-By:`, one stanza per source. */
function fromStanza(text: string, codename: string): { mirror: string; signedBy: string | undefined } | undefined {
  for (const stanza of text.split(/\n\s*\n/)) {
    const field = (name: string) => new RegExp(`^${name}:[ \\t]*(\\S.*)$`, 'im').exec(stanza)?.[1]?.trim();
    const mirror = field('URIs')?.split(/\s+/)[0];
    const signedBy = field('Signed-By');
    if (mirror && field('Suites')?.split(/\s+/).includes(codename)) {
      return { mirror, signedBy: signedBy?.startsWith('/') ? signedBy : undefined };
    }
  }
  return undefined;
}

function words(release: string): Map<string, string> {
  const pairs = release.split('\n').map((line) => /^(\w+)="?([^"]*)"?$/.exec(line));
  return new Map(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : [])));
}
