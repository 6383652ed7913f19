export { Desk, Refused, type DeskOptions, type Problem, type Seen } from './desk.js';
