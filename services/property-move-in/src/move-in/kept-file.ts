import { defineEntity, p } from '@mikro-orm/core';

const KeptFileSchema = defineEntity({
  name: 'KeptFile',
  tableName: 'kept_file',
  properties: {
    id: p.uuid().primary(),
    moveInId: p.uuid(),
    paper: p.text(),
    name: p.text(),
    type: p.text(),
    bytes: p.blob(),
    keptAt: p.datetime(),
  },
});

/** The scan of a paper, kept with the case: the conduit for files forgets it after a day. */
export class KeptFile extends KeptFileSchema.class {
  static of(
    file: { fileId: string; name: string; type: string; bytes: Uint8Array },
    paper: string,
    moveInId: string,
    at: Date,
  ): KeptFile {
    const { fileId: id, name, type, bytes } = file;
    return Object.assign(new KeptFile(), { id, moveInId, paper, name, type, bytes: Buffer.from(bytes), keptAt: at });
  }
}

KeptFileSchema.setClass(KeptFile);
