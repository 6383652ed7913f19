import { Injectable, Logger } from '@nestjs/common';
import { DevelopmentPhones } from '@linli/host';
import { maskPhone } from '@linli/parties';
import { MessageSender, type Outgoing } from './message-sender.js';

/**
 * The sender of development: writes to the log that a message went out, the phone masked, and not what it said. The words reach the phone
 * only where there are phones to try the system with.
 */
@Injectable()
export class LogSender extends MessageSender {
  private readonly logger = new Logger('care-message');

  constructor(private readonly phones: DevelopmentPhones) {
    super();
  }

  async send({ idempotencyKey, phone, text, kind }: Outgoing): Promise<void> {
    await this.phones.receive(phone, text);
    this.logger.log(`${kind} ${idempotencyKey} to ${maskPhone(phone)}`);
  }
}
