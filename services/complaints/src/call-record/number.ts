import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '@linli/kernel';
import { maskPhone, normalisePhone, type Sealer } from '@linli/parties';
import type { SealedNumber } from './call-record.js';

/** Seals the number of this call. Refuses `call-record.phone-not-understood`. */
export function sealNumber(callId: string, typed: string, sealer: Sealer): SealedNumber {
  const phone = normalisePhone(typed);
  if (!phone) {
    throw refuse.rule(
      'call-record.phone-not-understood',
      '电话号码无法识别，请按 13800001234 或 010-12345678 的格式填写。',
    );
  }
  return {
    phoneSealed: sealer.seal(phone.e164, `call_record|phone|${callId}`),
    phone: maskPhone(typed),
    phoneIndex: sealer.index('phone', phone.e164),
  };
}

/** The customer who is known under this number; the one met last where several are. */
export async function partyUnder(em: EntityManager, { phoneIndex }: SealedNumber): Promise<string | null> {
  const [found] = await em.execute<{ id: string }[]>(
    'select id from party where phone_index = ? order by registered_at desc, id desc limit 1',
    [phoneIndex],
  );
  return found?.id ?? null;
}
