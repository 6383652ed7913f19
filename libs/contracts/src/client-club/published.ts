export * from './events.js';
export * from './care-message.js';
export * from './club-member.js';
