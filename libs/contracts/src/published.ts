export * from './client-club/published.js';
export * from './complaints/published.js';
export * from './info-sharing/published.js';
export * from './mortgage-collection/published.js';
export * from './property-move-in/published.js';
export * from './sales-office/published.js';
