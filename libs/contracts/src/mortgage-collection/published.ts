export * from './collection.js';
export * from './events.js';
export * from './loan-account.js';
export * from './overdue-feed.js';
export * from './overdue-loan.js';
export * from './title-case.js';
