import { defineEntity, p } from '@mikro-orm/core';
import type { ReleaseUnits } from '@linli/contracts';
import { newId } from '@linli/kernel';

const ReleaseBatchSchema = defineEntity({
  name: 'ReleaseBatch',
  tableName: 'release_batch',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    formNo: p.text(),
    projectId: p.text(),
    name: p.text(),
    reason: p.text().nullable(),
    releasedAt: p.datetime(),
    releasedBy: p.text(),
    units: p.integer(),
  },
});

/** 滚动释放: held units that go on sale together; its statistics are read from the units [REQ-077]. */
export class ReleaseBatch extends ReleaseBatchSchema.class {
  static of(form: ReleaseUnits, units: number, entry: { formNo: string; by: string; at: Date }): ReleaseBatch {
    const { projectId, name, reason = null } = form;
    const { formNo, by, at } = entry;
    return Object.assign(new ReleaseBatch(), {
      id: newId(),
      ...{ formNo, projectId, name, reason, releasedAt: at, releasedBy: by, units },
    });
  }
}

ReleaseBatchSchema.setClass(ReleaseBatch);
