import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetHousehold, type HouseholdView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { households, viewOfHousehold, type HouseholdRow } from './household.view.js';

@Controller()
export class GetHouseholdHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetHousehold)
  async handle({ unitId }: GetHousehold, by: Actor): Promise<HouseholdView> {
    const row = await this.reader.one<HouseholdRow>(`select ${households} where h.id = $1`, [unitId]);
    if (!row || !by.sees(row.projectId))
      throw refuse.notFound('household.not-found', '没有这户已签约房屋，请核对编号。');
    return viewOfHousehold(row);
  }
}
