import { Module } from '@nestjs/common';
import { encodeAnswer, encodeRefusal } from '@linli/bus';
import { GetCustomerContact } from '@linli/contracts';
import { Refusal, refuse } from '@linli/kernel';
import type { ServiceUnderTest } from '@linli/testing';
import { useCases } from '../app.module.js';
import { CareMessageWorker, SendingPace } from '../sending/care-message-worker.js';
import { MessageSender, SendingFailed, type Outgoing } from '../sending/message-sender.js';

/** The provider of the tests: takes what it has not got yet, and fails for phones that are told to it. */
export class Provider extends MessageSender {
  readonly taken: Outgoing[] = [];
  readonly broken = new Set<string>();

  async send(message: Outgoing): Promise<void> {
    if (this.broken.has(message.phone)) throw new SendingFailed('provider.busy');
    if (!this.taken.some(({ idempotencyKey }) => idempotencyKey === message.idempotencyKey)) this.taken.push(message);
  }
}

export const provider = new Provider();

/** The club with the provider of the tests, in a hurry. */
@Module({
  controllers: useCases,
  providers: [
    CareMessageWorker,
    { provide: MessageSender, useValue: provider },
    { provide: SendingPace, useValue: { pollMs: 20, leaseMs: 60_000, providerMs: 5_000, awayMs: 20 } },
  ],
})
export class Club {}

/** Stands in for info-sharing on the bus: tells the phones it was given and refuses to know anybody else. */
export class Directory {
  readonly phones = new Map<string, string>();
  readonly purposes: string[] = [];
  readonly away = new Set<string>();

  answerAt(dept: ServiceUnderTest): void {
    dept.service.connection.nc.subscribe(GetCustomerContact.subject, {
      queue: 'info-sharing',
      callback: (_error, msg) => {
        const { partyId, purpose } = msg.json<{ partyId: string; purpose: string }>();
        const phone = this.phones.get(partyId);
        this.purposes.push(purpose);
        if (this.away.has(partyId)) {
          msg.respond(encodeRefusal(new Refusal('unavailable', 'service.unavailable', 'Later.'), 'trace'));
          return;
        }
        msg.respond(
          phone
            ? encodeAnswer(200, { id: partyId, name: '王芳', phone })
            : encodeRefusal(refuse.notFound('customer.not-found', 'Nobody.'), 'trace'),
        );
      },
    });
  }
}
