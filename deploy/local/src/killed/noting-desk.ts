import { randomUUID } from 'node:crypto';
import { subjectOf, type ReplyOf, type RequestClass } from '@linli/contracts';
import { Desk, type DeskOptions } from '@linli/testing/desk';

/** A desk that notes the key of every command it sends. */
export class NotingDesk extends Desk {
  constructor(
    options: DeskOptions,
    private readonly keys: Set<string>,
  ) {
    super(options);
  }

  override ask<T extends object, C extends RequestClass<T>>(
    request: C & RequestClass<T>,
    message: NoInfer<Partial<InstanceType<C>>>,
    key: string = randomUUID(),
  ): Promise<ReplyOf<C>> {
    if (subjectOf(request).kind === 'cmd') this.keys.add(key);
    return super.ask<T, C>(request, message, key);
  }
}
