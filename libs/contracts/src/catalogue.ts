import type { MessageClass } from './fields.js';
import { clockContracts } from './clocks.js';
import type { CommandClass, EventClass, QueryClass, RequestClass } from './message.js';
import { exportContracts } from './exports.js';
import { letterContracts } from './letters.js';
import { lifeContracts } from './life.js';
import { operationsContracts } from './operations.js';
import { ownershipContracts } from './project-ownerships.js';
import { partyContracts } from './parties.js';
import * as published from './published.js';

const isMessage = (value: unknown): value is MessageClass & { readonly subject: string } =>
  typeof value === 'function' && typeof (value as { subject?: unknown }).subject === 'string';

const ofParties = Object.values(partyContracts).flatMap((set) => Object.values<unknown>({ ...set }));
const ofOperators = Object.values(operationsContracts).flatMap((set) => Object.values<unknown>({ ...set }));
const ofPapers = Object.values(exportContracts).flatMap((set) => Object.values<unknown>({ ...set }));
const ofClocks = Object.values(clockContracts).flatMap((set) => Object.values<unknown>({ ...set }));
const ofLetters = Object.values(letterContracts).flatMap((set) => Object.values<unknown>({ ...set }));
const ofOwnerships = Object.values(ownershipContracts).flatMap((set) => Object.values<unknown>({ ...set }));
const messages = [
  ...Object.values<unknown>(published),
  ...ofParties,
  ...Object.values(lifeContracts),
  ...ofOperators,
  ...ofPapers,
  ...ofClocks,
  ...ofLetters,
  ...ofOwnerships,
].filter(isMessage);

/** Every command of the published language. */
export const commands = messages.filter((message): message is CommandClass => message.subject.startsWith('cmd.'));
/** Every query of the published language. */
export const queries = messages.filter((message): message is QueryClass => message.subject.startsWith('qry.'));
/** Every event of the published language. */
export const events = messages.filter((message): message is EventClass => message.subject.startsWith('evt.'));
/** Commands and queries. */
export const requests: readonly RequestClass[] = [...commands, ...queries];
