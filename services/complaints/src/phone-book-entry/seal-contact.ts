import { refuse } from '@linli/kernel';
import { maskName, maskPhone, normalisePhone, wordsOfPerson, type Sealer } from '@linli/parties';
import type { SealedContact } from './phone-book-entry.js';

/** Seals a name and a number for this row. Refuses `phone-book-entry.phone-not-understood`. */
export function sealContact(id: string, name: string, phone: string, sealer: Sealer): SealedContact {
  const number = normalisePhone(phone);
  if (!number) {
    throw refuse.rule(
      'phone-book-entry.phone-not-understood',
      '电话号码无法识别，请按 13800001234 或 010-12345678 的格式填写。',
    );
  }
  return {
    nameSealed: sealer.seal(name.trim(), `phone_book_entry|name|${id}`),
    name: maskName(name),
    phoneSealed: sealer.seal(number.e164, `phone_book_entry|phone|${id}`),
    phone: maskPhone(phone),
    phoneIndex: sealer.index('phone', number.e164),
    tokens: sealer.tokens(wordsOfPerson(name, number)),
  };
}
