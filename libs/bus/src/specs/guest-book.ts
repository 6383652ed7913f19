import { Controller, Module } from '@nestjs/common';
import { defineEntity, p } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Id, Int, Role, Text } from '@linli/contracts';
import type { ServiceDefinition } from '@linli/host';
import { newId, raise, refuse } from '@linli/kernel';
import { Answers, formNo, Handles, load } from '../index.js';

/** A scratch department whose one command only adds rows: the specs of the group commit sign its book. */
export class GuestView {
  @Id() id!: string;
  @Int() version!: number;
  @Text() name!: string;
  @Text() formNo!: string;
}

export class SignBook {
  static readonly subject = 'cmd.guests.guest.sign';
  static readonly status = 201;
  static readonly roles = [Role.CASHIER] as const;
  static readonly reply = GuestView;
  @Text({ max: 100_000 }) name!: string;
}

export class GetGuest {
  static readonly subject = 'qry.guests.guest.get';
  static readonly roles = [Role.CASHIER] as const;
  static readonly reply = GuestView;
  @Id() guestId!: string;
}

export class GuestSigned {
  static readonly subject = 'evt.guests.guest.signed';
  @Id() guestId!: string;
}

export class GuestGreeted {
  static readonly subject = 'evt.guests.guest.greeted';
  @Id() guestId!: string;
}

const GuestSchema = defineEntity({
  name: 'Guest',
  tableName: 'guest',
  properties: { id: p.uuid().primary(), version: p.integer().version(), name: p.text(), formNo: p.text() },
});
export class Guest extends GuestSchema.class {}
GuestSchema.setClass(Guest);

/** What happens while the use case of this guest runs; it looks into the book afterwards. */
export const meanwhile = new Map<string, () => Promise<void>>();

const view = ({ id, version, name, formNo: number }: Guest): GuestView => ({ id, version, name, formNo: number });

@Controller()
class SignBookHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SignBook)
  async handle({ name }: SignBook): Promise<GuestView> {
    if (name === 'nobody') throw refuse.rule('guest.nobody', '没有写名字，不能签名；请填写姓名。');
    const guest = Object.assign(new Guest(), { id: newId(), name, formNo: formNo('G') });
    raise(guest, GuestSigned, { guestId: guest.id });
    raise(guest, GuestGreeted, { guestId: guest.id });
    this.em.persist(guest);
    const happens = meanwhile.get(name);
    if (happens) {
      await happens();
      await this.em.flush();
      await this.em.execute('select 1 from guest limit 1');
    }
    return view(guest);
  }
}

@Controller()
class GetGuestHandler {
  constructor(private readonly em: EntityManager) {}

  @Answers(GetGuest)
  async handle({ guestId }: GetGuest): Promise<GuestView> {
    return view(await load(this.em, Guest, guestId));
  }
}

@Module({ controllers: [SignBookHandler, GetGuestHandler] })
export class GuestBookModule {}

export const guests: ServiceDefinition = {
  name: 'guests',
  entities: [Guest],
  migrations: [
    {
      name: 'Guests001',
      sql: 'create table guest (id uuid primary key, version int not null default 1, name text not null unique, form_no text not null unique)',
    },
  ],
};
