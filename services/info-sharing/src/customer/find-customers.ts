import { Controller } from '@nestjs/common';
import { Answers, page, Reader } from '@linli/bus';
import { FindCustomers, type CustomerView, type PageOf } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { normaliseName, normalisePhone, Sealer } from '@linli/parties';
import { customerColumns, viewOfRow, type CustomerRow } from './customer.view.js';

const entry = (condition: string) =>
  `exists (select 1 from directory_entry e where e.customer_id = c.id and ${condition})`;

@Controller()
export class FindCustomersHandler {
  constructor(
    private readonly reader: Reader,
    private readonly sealer: Sealer,
  ) {}

  @Answers(FindCustomers)
  async handle({ phone, name, partyId, cursor, limit }: FindCustomers): Promise<PageOf<CustomerView>> {
    return page(this.reader, {
      select: `${customerColumns} from customer c`,
      where: {
        'c.state = ?': 'ACTIVE',
        [entry('e.phone_index = ?')]: phone === undefined ? undefined : this.phoneIndex(phone),
        [entry('e.name_index = ?')]: name === undefined ? undefined : this.sealer.index('name', normaliseName(name)),
        [entry('e.id = ?')]: partyId,
      },
      newestFirst: 'c.id',
      cursor,
      limit,
      view: (row: CustomerRow) => viewOfRow(row),
    });
  }

  private phoneIndex(phone: string): string {
    const known = normalisePhone(phone);
    if (!known)
      throw refuse.invalid(
        'customer.phone-not-understood',
        '电话号码无法识别，请按 13800001234 或 010-12345678 的格式填写。',
      );
    return this.sealer.index('phone', known.e164);
  }
}
