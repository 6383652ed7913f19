import { randomUUID } from 'node:crypto';
import { subjectOf, type ReplyOf, type RequestClass } from '@linli/contracts';
import { Desk, type DeskOptions } from '@linli/testing/desk';

/** A desk that notes the key of every command it sends, and of those that were answered with success. */
export class NotingDesk extends Desk {
  constructor(
    options: DeskOptions,
    private readonly keys: Set<string>,
    private readonly answered = new Set<string>(),
  ) {
    super(options);
  }

  override async ask<T extends object, C extends RequestClass<T>>(
    request: C & RequestClass<T>,
    message: NoInfer<Partial<InstanceType<C>>>,
    key: string = randomUUID(),
  ): Promise<ReplyOf<C>> {
    const isCommand = subjectOf(request).kind === 'cmd';
    if (isCommand) this.keys.add(key);
    const reply = await super.ask<T, C>(request, message, key);
    if (isCommand) this.answered.add(key);
    return reply;
  }
}
