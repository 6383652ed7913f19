import { Injectable, Logger } from '@nestjs/common';
import { maskPhone } from '@linli/parties';
import { MessageSender, type Outgoing } from './message-sender.js';

/** The sender of development: writes to the log that a message went out, the phone masked, and not what it said. */
@Injectable()
export class LogSender extends MessageSender {
  private readonly logger = new Logger('care-message');

  async send({ idempotencyKey, phone, kind }: Outgoing): Promise<void> {
    this.logger.log(`${kind} ${idempotencyKey} to ${maskPhone(phone)}`);
  }
}
