import { Controller, Module } from '@nestjs/common';
import { defineEntity, p } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Id, Int, Role, Text, Version } from '@linli/contracts';
import type { ServiceDefinition } from '@linli/host';
import { newId, raise, refuse } from '@linli/kernel';
import {
  Answers,
  clockPolicies,
  Handles,
  load,
  now,
  On,
  OnClock,
  planClock,
  type Firing,
  type News,
} from '../index.js';

/** Two scratch departments for the specs of the bus: a shop whose orders a kitchen cooks. */
export class OrderView {
  @Id() id!: string;
  @Int() version!: number;
  @Text() dish!: string;
  @Int() plates!: number;
}

export class PlaceOrder {
  static readonly subject = 'cmd.shop.order.place';
  static readonly status = 201;
  static readonly roles = [Role.CASHIER] as const;
  static readonly reply = OrderView;
  @Text() dish!: string;
}

export class AddPlate {
  static readonly subject = 'cmd.shop.order.add-plate';
  static readonly roles = [Role.CASHIER] as const;
  static readonly reply = OrderView;
  @Id() orderId!: string;
  @Version() version!: number;
}

export class GetOrder {
  static readonly subject = 'qry.shop.order.get';
  static readonly roles = [Role.CASHIER] as const;
  static readonly reply = OrderView;
  @Id() orderId!: string;
}

export class PlateAdded {
  static readonly subject = 'evt.shop.order.plate-added';
  @Id() orderId!: string;
  @Text() dish!: string;
  @Int() plates!: number;
}

const OrderSchema = defineEntity({
  name: 'Order',
  tableName: 'shop_order',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    dish: p.text(),
    plates: p.integer(),
    remindedAt: p.datetime().nullable(),
  },
});
export class Order extends OrderSchema.class {
  static place(dish: string): Order {
    const order = Object.assign(new Order(), { id: newId(), dish, plates: 0, remindedAt: null });
    order.addPlate();
    return order;
  }

  addPlate(): void {
    this.plates += 1;
    raise(this, PlateAdded, { orderId: this.id, dish: this.dish, plates: this.plates });
  }
}
OrderSchema.setClass(Order);

const view = ({ id, version, dish, plates }: Order): OrderView => ({ id, version, dish, plates });

@Controller()
class PlaceOrderHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PlaceOrder)
  async handle({ dish }: PlaceOrder): Promise<OrderView> {
    if (dish === 'fish') throw refuse.rule('order.no-fish', '今天没有鱼，请换一道菜。');
    if (dish === 'bug') throw new TypeError('a bug of ours with 13800001234 in it');
    const order = Order.place(dish);
    this.em.persist(order);
    await planClock('shop.remind', order, { from: new Date(now().getTime() + 3_600_000) });
    return view(order);
  }
}

@Controller()
class AddPlateHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(AddPlate)
  async handle({ orderId, version }: AddPlate): Promise<OrderView> {
    const order = await load(this.em, Order, orderId, version);
    order.addPlate();
    return view(order);
  }
}

@Controller()
class GetOrderHandler {
  constructor(private readonly em: EntityManager) {}

  @Answers(GetOrder)
  async handle({ orderId }: GetOrder): Promise<OrderView> {
    return view(await this.em.findOneOrFail(Order, orderId));
  }
}

@Controller()
class RemindHandler {
  constructor(private readonly em: EntityManager) {}

  @OnClock('shop.remind')
  async handle({ subjectId }: Firing): Promise<void> {
    const order = await this.em.findOneOrFail(Order, subjectId);
    order.remindedAt = now();
  }
}

@Module({ controllers: [PlaceOrderHandler, AddPlateHandler, GetOrderHandler, RemindHandler] })
export class ShopModule {}

export const shop: ServiceDefinition = {
  name: 'shop',
  entities: [Order],
  migrations: [
    {
      name: 'Shop001',
      sql: 'create table shop_order (id uuid primary key, version int not null default 1, dish text not null, plates int not null, reminded_at timestamptz)',
    },
    {
      name: 'Shop002Clocks',
      sql: clockPolicies([{ rule: 'shop.remind', title: '催菜', source: '店规', amount: 0, unit: 'NATURAL_DAYS' }]),
    },
  ],
};

const PlateSchema = defineEntity({
  name: 'Plate',
  tableName: 'plate',
  properties: { id: p.uuid().primary(), orderId: p.uuid(), plates: p.integer(), cooked: p.integer() },
});
export class Plate extends PlateSchema.class {}
PlateSchema.setClass(Plate);

/** What the kitchen cannot cook today; a spec adds and removes dishes. */
export const trouble = new Set<string>();

/** What the kitchen waits for before it cooks a dish. */
export const waits = new Map<string, Promise<void>>();

@Controller()
class CookHandler {
  constructor(private readonly em: EntityManager) {}

  @On(PlateAdded, { as: 'cook-plate' })
  async handle({ orderId, dish, plates }: PlateAdded, _news: News): Promise<void> {
    await waits.get(dish);
    if (trouble.has(dish)) throw new Error('the stove is out of order');
    this.em.persist(Object.assign(new Plate(), { id: newId(), orderId, plates, cooked: 1 }));
  }
}

@Module({ controllers: [CookHandler] })
export class KitchenModule {}

export const kitchen: ServiceDefinition = {
  name: 'kitchen',
  entities: [Plate],
  migrations: [
    {
      name: 'Kitchen001',
      sql: 'create table plate (id uuid primary key, order_id uuid not null, plates int not null, cooked int not null)',
    },
  ],
};
