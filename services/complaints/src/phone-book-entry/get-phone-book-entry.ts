import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { GetPhoneBookEntry, type PhoneBookEntryView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { shown } from './phone-book-entry.view.js';

@Controller()
export class GetPhoneBookEntryHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetPhoneBookEntry)
  async handle({ phoneBookEntryId }: GetPhoneBookEntry, by: Actor): Promise<PhoneBookEntryView> {
    const row = await this.reader.one<{ projectId: string | null }>(
      `select ${shown.columns} from phone_book_entry e where e.id = $1`,
      [phoneBookEntryId],
    );
    if (!row || !(row.projectId === null || by.sees(row.projectId)))
      throw refuse.notFound('phone-book-entry.not-found', '电话本中没有这一条，请核对编号。');
    return shown.ofRow(row);
  }
}
