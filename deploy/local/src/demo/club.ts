import { FindCareMessages, JoinClub } from '@linli/contracts';
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
  return items.length;
}
