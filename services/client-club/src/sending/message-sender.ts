/** A message on its way out. The phone is known only here and only now. */
export interface Outgoing {
  /** The same for every attempt: a provider that has it already does not send again. */
  readonly idempotencyKey: string;
  readonly phone: string;
  readonly text: string;
  readonly kind: string;
}

/** Whoever carries messages to phones. Throws SendingFailed when it did not take the message. */
export abstract class MessageSender {
  abstract send(message: Outgoing, signal: AbortSignal): Promise<void>;
}

/** The provider did not take the message. The reason stands in the case: it holds no personal data. */
export class SendingFailed extends Error {
  override readonly name = 'SendingFailed';
}
