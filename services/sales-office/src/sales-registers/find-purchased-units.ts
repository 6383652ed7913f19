import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindPurchasedUnits, type PageOf, type PurchasedUnitView } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { given, purchasedUnits, type PurchasedUnitRow } from './registers.js';

@Controller()
export class FindPurchasedUnitsHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindPurchasedUnits)
  async handle(asked: FindPurchasedUnits, by: Actor): Promise<PageOf<PurchasedUnitView>> {
    const { columns, from, where } = purchasedUnits;
    return page(this.reader, {
      select: `${columns} from ${from}`,
      where: { ...where(asked, by), ...(await this.persons.among('c.party_id', asked.person)) },
      newestFirst: 'c.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: (row: PurchasedUnitRow) => given<PurchasedUnitView>(row),
    });
  }
}
