export * from './authority.js';
export * from './calendar.js';
export * from './days.js';
export * from './holidays.js';
export * from './money.js';
export * from './raise.js';
export * from './refusal.js';
export * from './workflow.js';
export { newId } from './id.js';
