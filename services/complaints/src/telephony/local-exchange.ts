import { Injectable, Logger } from '@nestjs/common';
import { maskPhone } from '@linli/parties';
import { Exchange, type Dialling } from './exchange.js';

/** The exchange of development: writes what it would dial, the number masked. Whoever holds the role of the exchange plays its news. */
@Injectable()
export class LocalExchange extends Exchange {
  private readonly logger = new Logger('telephony');

  async dial({ exchangeCallId, from, to }: Dialling): Promise<void> {
    this.logger.log(`dials ${maskPhone(to)} from ${from} as ${exchangeCallId}`);
  }

  async erase(reference: string): Promise<void> {
    this.logger.log(`erases the recording ${reference}`);
  }
}
