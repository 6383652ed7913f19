export * from './complaint.js';
export * from './events.js';
export * from './handling.js';
export * from './steps.js';
