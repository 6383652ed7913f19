import type { EntityManager } from '@mikro-orm/postgresql';
import { load } from '@linli/bus';
import { CallScript } from './call-script.js';

/** Refuses `call-script.not-released`. */
export async function mayUseScript(em: EntityManager, callScriptId: string): Promise<void> {
  const script = await load(em, CallScript, callScriptId);
  script.mustBeReleased();
}
