export * from './id-card.js';
export * from './name.js';
export * from './phone.js';
export * from './sealing.js';
export { Party, type Contact } from './party.js';
export { partyTables } from './party-tables.js';
export { tellsContact } from './tell-contact.js';
