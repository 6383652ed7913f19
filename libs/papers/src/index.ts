export { Export } from './exports/export.js';
export { exports } from './exports/exports.js';
export { exportTables } from './exports/export-tables.js';
export { ExportWorker, type ExportWorkerOptions } from './exports/export-worker.js';
export {
  form,
  register,
  report,
  type Compiled,
  type Form,
  type Paper,
  type PaperRoom,
  type Register,
  type Report,
} from './paper.js';
export { letterTables, letterWithdrawn } from './letters/letter-tables.js';
export { letterEntities, takesLetters } from './letters/takes-letters.js';
export { minute, money, words } from './print/words.js';
export { print } from './print/print.js';
export type { Printed, PrintedField, PrintedPart } from './print/printed.js';
