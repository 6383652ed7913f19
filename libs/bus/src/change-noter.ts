import { ChangeSetType, type EventSubscriber, type FlushEventArgs } from '@mikro-orm/core';
import { newId } from '@linli/kernel';
import { runningWork } from './work.js';

/** Notes every change that MikroORM flushes inside a unit of work, for the change log. */
export class ChangeNoter implements EventSubscriber {
  afterFlush({ uow }: FlushEventArgs): void {
    const work = runningWork();
    if (!work) return;
    for (const set of uow.getChangeSets()) {
      const original = set.originalEntity as { state?: string } | undefined;
      const { state } = original ?? {};
      work.note({
        entity: set.entity,
        kind: set.type,
        type: set.meta.tableName,
        changed: Object.keys(set.payload),
        ...(state === undefined ? {} : { from: state }),
      });
    }
  }

  /** What the database would fill in is filled in here: an insert that gives nothing back can wait for the next statement. */
  onFlush({ uow }: FlushEventArgs): void {
    for (const { type, entity, payload, meta } of uow.getChangeSets()) {
      if (type !== ChangeSetType.CREATE) continue;
      const [row, columns] = [entity as Record<string, unknown>, payload as Record<string, unknown>];
      if ('id' in meta.properties) columns['id'] = row['id'] ??= newId();
      const { versionProperty } = meta as { versionProperty?: string };
      if (versionProperty !== undefined) columns[versionProperty] = row[versionProperty] ??= 1;
    }
  }
}
