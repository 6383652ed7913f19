import type { Actor, Ask } from '@linli/bus';
import {
  FindCustomers,
  lifeContracts,
  type CallerUnitView,
  type CallerView,
  type CustomerView,
  type LifeFact,
} from '@linli/contracts';
import { Refusal } from '@linli/kernel';

const MOST = 5;
const PATIENCE = { timeoutMs: 1_500 };

/** A caller, and every id by which a department knows him: his cases stand under one of them. */
export interface Caller {
  readonly view: CallerView;
  readonly partyIds: readonly string[];
}

/** The customers who have this phone by 客户信息库, with the units they have to do with; undefined while it is away. */
export async function findCallers(ask: Ask, phone: string, by: Actor): Promise<Caller[] | undefined> {
  const found = await ask.ask(FindCustomers, { phone, limit: MOST }, PATIENCE).catch((error: unknown) => {
    if (error instanceof Refusal && error.kind === 'invalid') throw error;
    return undefined;
  });
  return (
    found && Promise.all(found.items.filter(({ parties }) => parties.length > 0).map((each) => callerOf(ask, each, by)))
  );
}

/** A department that is away only leaves its units out. */
async function callerOf(ask: Ask, { id, name, phone, parties }: CustomerView, by: Actor): Promise<Caller> {
  const partyIds = parties.map(({ partyId }) => partyId).slice(0, 200);
  const question = { customerId: id, partyIds };
  const lives = await Promise.all(
    (['sales-office', 'property-move-in'] as const).map((department) =>
      ask.ask(lifeContracts[department], question, PATIENCE).then(
        ({ facts }) => facts,
        () => [],
      ),
    ),
  );
  const own = parties.find(({ service }) => service === 'complaints') ?? parties[0]!;
  const units = unitsOf(lives.flat().filter(({ projectId }) => by.sees(projectId)));
  return { view: { customerId: id, partyId: own.partyId, name, ...(phone ? { phone } : {}), units }, partyIds };
}

const owning = ['contract', 'handover'];

/** Each unit once, the one heard of last first: his own by contract or handover, rented when he only moved in, else wanted. */
function unitsOf(facts: readonly LifeFact[]): CallerUnitView[] {
  const newest = facts.filter(({ room }) => room).sort((one, other) => other.at.localeCompare(one.at));
  return [...Map.groupBy(newest, ({ projectId, room }) => `${projectId} ${room}`).values()].map((about) => {
    const [{ projectId, room = '' }] = about as [LifeFact, ...LifeFact[]];
    const subjects = about.map(({ subject }) => subject);
    const moved = subjects.includes('move-in') ? 'TENANT' : 'PROSPECT';
    return { projectId, room, customerKind: subjects.some((each) => owning.includes(each)) ? 'OWNER' : moved };
  });
}
