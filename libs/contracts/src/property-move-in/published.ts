export * from './events.js';
export * from './household.js';
export * from './handover.js';
export * from './move-in.js';
export * from './move-in-papers.js';
export * from './move-in-steps.js';
export * from './move-in-notice.js';
export * from './move-in-task.js';
