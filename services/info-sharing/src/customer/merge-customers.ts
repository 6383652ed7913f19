import { Controller } from '@nestjs/common';
import { LockMode } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, type Actor } from '@linli/bus';
import { MergeCustomers, type CustomerMergeView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { assertMergeable, Customer } from './customer.js';
import { DirectoryEntry } from './directory-entry.js';
import { earlierIdsOf, fold } from './fold-customers.js';

@Controller()
export class MergeCustomersHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(MergeCustomers)
  async handle(form: MergeCustomers, by: Actor): Promise<CustomerMergeView> {
    const { customerId, fromCustomerId, reason, dryRun = false } = form;
    const { into, from } = await this.both(customerId, fromCustomerId);
    assertMergeable(into, from);
    const entries = await this.em.find(
      DirectoryEntry,
      { customerId: { $in: [into.id, from.id] } },
      { orderBy: { id: 'asc' } },
    );
    const moved = entries.filter((entry) => entry.customerId === from.id);
    const differentIdNumbers = differ(entries, into.id);
    const report: CustomerMergeView = {
      ...{ id: into.id, version: into.version, fromCustomerId: from.id, dryRun, differentIdNumbers },
      movedParties: moved.map(({ id, service }) => ({ partyId: id, service })),
      movedIds: [from.id, ...(await earlierIdsOf(this.em, from.id)).map(({ id }) => id)],
    };
    if (dryRun) return report;
    if (differentIdNumbers && form.confirmDifferentIdNumbers !== true) {
      throw refuse.rule('customer.different-id-numbers', '两位客户的证件号码不同，请核对双方证件后再确认合并。');
    }
    await fold(this.em, into, from, moved, { reason, mergedBy: by.id });
    return report;
  }

  /** Locked in the order of their ids: two merges of the same pair take turns. */
  private async both(intoId: string, fromId: string): Promise<{ into: Customer; from: Customer }> {
    const found = await this.em.find(
      Customer,
      { id: { $in: [intoId, fromId] } },
      { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const of = (id: string): Customer => {
      const customer = found.find((each) => each.id === id);
      if (!customer) throw refuse.notFound('customer.not-found', '没有这位客户，请核对编号。', { customerId: id });
      return customer;
    };
    return { into: of(intoId), from: of(fromId) };
  }
}

function differ(entries: readonly DirectoryEntry[], intoId: string): boolean {
  const numbers = (mine: boolean) =>
    new Set(
      entries
        .filter((entry) => (entry.customerId === intoId) === mine)
        .flatMap(({ idNumberIndex }) => idNumberIndex ?? []),
    );
  const [one, other] = [numbers(true), numbers(false)];
  return one.size > 0 && other.size > 0 && [...one].every((number) => !other.has(number));
}
