export { Desk, Refused, Unanswered, type DeskOptions, type Problem, type Seen } from './desk.js';
