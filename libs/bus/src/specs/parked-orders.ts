import { operationsOf, type ParkedView } from '@linli/contracts';
import { newId } from '@linli/kernel';
import { eventually, type Person, type ServiceUnderTest } from '@linli/testing';
import { PlateAdded } from './scratch.js';

const { FindParked, RetryParked } = operationsOf('kitchen');

/** Orders that the kitchen cannot cook today, as an operator sees them. */
export class ParkedOrders {
  constructor(
    private readonly kitchen: ServiceUnderTest,
    private readonly operator: Person,
  ) {}

  /** One more plate, as the shop would tell. */
  tell(orderId: string, plates: number, dish = 'duck'): Promise<void> {
    return this.kitchen.tell(PlateAdded, { orderId, dish, plates }, { aggregateId: orderId, sequence: plates });
  }

  /** A new order with so many plates, all of them parked. */
  async park(plates: number): Promise<string> {
    const orderId = newId();
    for (let plate = 1; plate <= plates; plate++) await this.tell(orderId, plate);
    await eventually(async () => (await this.parked(orderId)).length === plates, 'the order was not parked');
    return orderId;
  }

  async parked(orderId: string): Promise<ParkedView[]> {
    const { items } = await this.kitchen.ask(this.operator, FindParked, { aggregateId: orderId });
    return items.sort((a, b) => a.sequence - b.sequence);
  }

  /** The first one that is not resolved. */
  async first(orderId: string): Promise<ParkedView> {
    const open = (await this.parked(orderId)).find((each) => !each.resolvedAt);
    if (!open) throw new Error('nothing is parked');
    return open;
  }

  async states(orderId: string): Promise<string[]> {
    return (await this.parked(orderId)).map(({ state }) => state);
  }

  async standsAs(orderId: string, ...expected: string[]): Promise<void> {
    const complaint = `the parked events are not ${expected.join()}`;
    await eventually(async () => (await this.states(orderId)).join() === expected.join(), complaint);
  }

  async retry(orderId: string): Promise<ParkedView> {
    const { id, version } = await this.first(orderId);
    return this.kitchen.ask(this.operator, RetryParked, { parkedId: id, version });
  }

  /** The plates in the order they were cooked. */
  async cooked(orderId: string): Promise<number[]> {
    const rows = await this.kitchen.rows<{ plates: number }>(
      'select plates from plate where order_id = ? order by id',
      [orderId],
    );
    return rows.map(({ plates }) => plates);
  }

  async blocked(orderId: string): Promise<string | null | undefined> {
    const [row] = await this.kitchen.rows<{ blocked_by: string | null }>(
      'select blocked_by from inbox_progress where aggregate_id = ?',
      [orderId],
    );
    return row?.blocked_by;
  }

  /** Waits until the kitchen's database has such a row. */
  async seen(sql: string, values: readonly unknown[], complaint: string): Promise<void> {
    await eventually(async () => (await this.kitchen.rows(sql, values)).length > 0, complaint);
  }
}
