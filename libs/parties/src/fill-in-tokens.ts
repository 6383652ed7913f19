import type { EntityManager } from '@mikro-orm/postgresql';
import { normalisePhone } from './phone.js';
import { wordsOfPerson } from './search-words.js';
import { SealBroken, type Sealer } from './sealing.js';

const BATCH = 200;
const NOBODY = '00000000-0000-0000-0000-000000000000';

interface Row {
  readonly id: string;
  readonly nameSealed: string;
  readonly phoneSealed: string | null;
}

/**
 * Gives search tokens to the persons that were kept before there were any, in small batches; any number of replicas may. Ends when
 * all were seen or `stopped` says so. Whose seal does not open, because a key is missing, stays as he is for the next start.
 */
export async function fillInTokens(
  root: EntityManager,
  sealer: Sealer,
  stopped: () => boolean,
): Promise<{ filled: number; broken: number }> {
  const em = root.fork();
  const result = { filled: 0, broken: 0 };
  for (let after = NOBODY; !stopped();) {
    const rows = await em.execute<Row[]>(
      `select id, name_sealed as "nameSealed", phone_sealed as "phoneSealed" from party
       where tokens is null and id > ? order by id limit ${BATCH}`,
      [after],
    );
    const last = rows.at(-1);
    if (!last) break;
    after = last.id;
    const given = rows.flatMap((row) => tokensOf(row, sealer) ?? []);
    // Who changed in the meantime has tokens already.
    await em.execute(
      `update party p set tokens = r.tokens::bigint[] from jsonb_to_recordset(?::jsonb) as r(id uuid, tokens text)
       where p.id = r.id and p.tokens is null`,
      [JSON.stringify(given)],
    );
    result.filled += given.length;
    result.broken += rows.length - given.length;
  }
  return result;
}

function tokensOf({ id, nameSealed, phoneSealed }: Row, sealer: Sealer): { id: string; tokens: string } | undefined {
  try {
    const name = sealer.open(nameSealed, `party|name|${id}`);
    const phone = phoneSealed ? sealer.open(phoneSealed, `party|phone|${id}`) : '';
    return { id, tokens: `{${sealer.tokens(wordsOfPerson(name, normalisePhone(phone))).join(',')}}` };
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
