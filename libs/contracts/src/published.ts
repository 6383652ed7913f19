export * from './complaints/published.js';
