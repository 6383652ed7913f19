import type { Reader } from '@linli/bus';
import { soughtPerson } from './search-words.js';
import type { Sealer } from './sealing.js';

/**
 * So many persons are looked up by their ids; of more, the newest rows are walked until a page is full. Both cost about the same
 * where one row in a hundred fits.
 */
const FEW = 4_000;

/** Finds persons by what a colleague types, without opening a single name: name, pinyin, initials, phone or its last digits. */
export class PartySearch {
  constructor(
    private readonly reader: Reader,
    private readonly sealer: Sealer,
  ) {}

  /**
   * Conditions for `page` and `jsonPage`: rows whose `column` holds a person that fits `typed`; none when nothing was typed. Refuses
   * `search.too-short`. The persons of this service only: another department's party is not found here.
   */
  async among(column: string, typed: string | undefined): Promise<Readonly<Record<string, unknown>>> {
    if (typed === undefined) return {};
    const tokens = this.sealer.tokens(soughtPerson(typed));
    // The ids go through as one text, from one statement into the next.
    const found = await this.reader.one<{ many: number; ids: string }>(
      `select count(*)::int as many, coalesce(array_agg(id), '{}')::text as ids from (select id from party where tokens @> $1 limit ${FEW + 1}) f`,
      [tokens],
    );
    if (found && found.many <= FEW) return { [`${column} = any(?)`]: found.ids };
    // "offset 0" keeps the planner from turning the walk into a join over all who fit.
    return {
      [`exists (select from party sought where sought.id = ${column} and sought.tokens @> ? offset 0)`]: tokens,
    };
  }
}
