import { FindCareMessages, JoinClub, SuppressCareMessage } from '@linli/contracts';
import { others } from './names.js';
import { all, effect, projectId, type Office } from './office.js';

/** Friends of the club; its messages to buyers and owners come from what the other departments did. */
export async function loadClub(office: Office): Promise<number> {
  await all(others.slice(15, 21), ({ name, phone }, n) =>
    office.make(`club-${n}`, 'customer-service', JoinClub, { projectId, name, phone }),
  );
  const { items } = await effect('the first messages of the club', async () => {
    const page = await office.desk('customer-service').ask(FindCareMessages, { projectId, limit: 100 });
    return page.items.length > 0 ? page : undefined;
  });
  await suppress(office);
  return items.length;
}

/** Of two messages that cannot go out, because their customers left no phone, one is suppressed; the other is tried again and again. */
async function suppress(office: Office): Promise<void> {
  const desk = office.desk('customer-service');
  const reason = { reason: '客户未留电话,已由置业顾问当面告知' };
  await effect('two messages that cannot go out', async () => {
    const { items } = await desk.ask(FindCareMessages, { projectId, kind: 'SIGNING_REMINDER', limit: 100 });
    if (items.some(({ state }) => state === 'SUPPRESSED')) return true;
    const [first, second] = items.filter(({ state, lastFailure }) => state === 'WAITING' && lastFailure);
    return first && second ? desk.step(SuppressCareMessage, first, reason) : undefined;
  });
}
