import { Controller, type Type } from '@nestjs/common';
import type { ClockContracts, ClockPolicyQuestion, ClockPolicyView, PageOf } from '@linli/contracts';
import { Answers } from '../decorators.js';
import { page } from '../page.js';
import { Reader } from '../reader.js';
import { clockPolicyColumns, viewOfRow, type ClockPolicyRow } from './clock-policy.view.js';

export function findsClockPolicies({ FindClockPolicies }: ClockContracts): Type {
  @Controller()
  class FindClockPoliciesHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(FindClockPolicies)
    async handle({ rule, cursor, limit }: ClockPolicyQuestion): Promise<PageOf<ClockPolicyView>> {
      return page(this.reader, {
        select: `${clockPolicyColumns} from clock_policy p`,
        where: { 'p.rule = ?': rule },
        newestFirst: 'p.id',
        cursor,
        limit,
        view: (row: ClockPolicyRow) => viewOfRow(row),
      });
    }
  }
  return FindClockPoliciesHandler;
}
