export * from './allocation-record.js';
export * from './authority-matrix.js';
export * from './customer.js';
export * from './customer-dossier.js';
export * from './delegation.js';
export * from './data-request.js';
export * from './events.js';
export * from './project-placement.js';
