export * from './fields.js';
export * from './message.js';
export * from './roles.js';
export * from './validate.js';
export * from './life.js';
export * from './parties.js';
export * from './published.js';
export * from './catalogue.js';
