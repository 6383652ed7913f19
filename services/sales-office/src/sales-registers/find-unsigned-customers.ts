import { Controller } from '@nestjs/common';
import { Answers, page, Reader, type Actor } from '@linli/bus';
import { FindUnsignedCustomers, type PageOf, type UnsignedCustomerView } from '@linli/contracts';
import { PartySearch } from '@linli/parties';
import { given, unsignedCustomers, type UnsignedCustomerRow } from './registers.js';

@Controller()
export class FindUnsignedCustomersHandler {
  constructor(
    private readonly reader: Reader,
    private readonly persons: PartySearch,
  ) {}

  @Answers(FindUnsignedCustomers)
  async handle(asked: FindUnsignedCustomers, by: Actor): Promise<PageOf<UnsignedCustomerView>> {
    const { columns, from, where } = unsignedCustomers;
    return page(this.reader, {
      select: `${columns} from ${from}`,
      where: { ...where(asked, by), ...(await this.persons.among('p.id', asked.person)) },
      newestFirst: 'c.id',
      cursor: asked.cursor,
      limit: asked.limit,
      view: (row: UnsignedCustomerRow) => given<UnsignedCustomerView>(row),
    });
  }
}
