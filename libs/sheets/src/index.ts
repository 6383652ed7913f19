export { above0, area, integer, yuanToFen } from './cells/numbers.js';
export { building, floor, roomNo, unitNo } from './cells/place.js';
export { day } from './cells/day.js';
export { unreadable } from './cells/words.js';
export { code, identityNumber, list, text } from './cells/text.js';
export {
  Unreadable,
  type BadRow,
  type Column,
  type Complaint,
  type Identity,
  type Parser,
  type PlainCell,
  type SheetDefinition,
  type SheetReading,
  type Surroundings,
} from './definition.js';
export { labelled, readSheet, type ReadOptions } from './read-sheet.js';
export { errorSheet } from './error-sheet.js';
export { sumOf, writeSections, type Section, type SectionColumn, type SectionedSheet } from './write-sections.js';
export {
  headerOf,
  shownValue,
  writeRegister,
  writeSheet,
  type ColumnKind,
  type RegisterHead,
  type RegisterSheet,
  type SheetColumn,
} from './write-sheet.js';
