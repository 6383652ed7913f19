export { Actor } from './actor.js';
export { Ask, type AskOptions } from './ask.js';
export { absentFor, approverFor, matrixInForce, mustDecide, type Authority } from './authority/approver.js';
export { keepsAuthority } from './authority/keeps-authority.js';
export { standingRules } from './authority/standing-rules.js';
export { isSigned, type SignedHead } from './audit/chain.js';
export { Heads, headsConfig, headSubject, HEADS_STREAM } from './audit/heads.js';
export { AuditKeys } from './audit/keys.js';
export { auditTables } from './audit/tables.js';
export { verifyAudit, type Verdict } from './audit/verify.js';
export { keepsOwnership } from './projects/keeps-ownership.js';
export { keepsProjects } from './projects/keeps-projects.js';
export { mustOwnProject } from './projects/owner.js';
export { ownershipTables, projectTables } from './projects/tables.js';
export { authorityTables, STANDING_ID } from './authority/tables.js';
export { Bus, type BusOptions } from './bus.js';
export { DepartmentCalendar } from './clocks/business-calendar.js';
export { clockDesk } from './clocks/clock-desk.js';
export { ClockPolicy } from './clocks/clock-policy.js';
export type { Firing } from './clocks/firing.js';
export {
  cancelClock,
  pauseClocks,
  planClock,
  planClocks,
  resumeClocks,
  settleClock,
  settleClocks,
  type ClockStart,
  type ClockSubject,
  type PlannedClock,
} from './clocks/plan.js';
export { planFirstClocks, type FirstClock } from './clocks/plan-first.js';
export { dueTimes, type ClockOffset, type ClockPlan, type EscalationStep } from './clocks/policy.js';
export { serviceCalendar } from './clocks/service-calendar.js';
export { clockPolicies, clockTables, type ShippedPolicy } from './clocks/tables.js';
export { whenNotUnique } from './commands.js';
export { connectBus, type BusConnection } from './connect.js';
export { Answers, Handles, On, OnClock } from './decorators.js';
export { decodeAnswer, encodeAnswer, encodeRefusal, WrittenJson, writtenJson, type Answer } from './envelope.js';
export { isInfrastructure, isNotUnique } from './failures.js';
export { Gathering } from './gathering.js';
export { inboxTables } from './inbox-tables.js';
export { inWork, type Errand } from './in-work.js';
export { load } from './load.js';
export type { News } from './news.js';
export { operations } from './parked/operations.js';
export { Parked } from './parked/parked.js';
export { batches, countOf, jsonPage, page, type ListRead, type PageRead } from './page.js';
export { Reader } from './reader.js';
export { COUNTERS_STREAM, countersConfig, SharedCounters } from './shared-counters.js';
export { BusServer, type BusServerOptions } from './server.js';
export { busTables } from './tables.js';
export { consumerConfig, durableOf, streamConfig, streamOf, type StreamSettings } from './streams.js';
export { Tokens } from './tokens.js';
export { Wakeup } from './wakeup.js';
export { ChangeNoter } from './change-noter.js';
export { evenIfRefused, formNo, idsOfWork, now, onTrial } from './use-case.js';
export { currentWork } from './work.js';
export { Files, FILES_STREAM, makeFilesBucket, type FilesOptions } from './files.js';
export {
  inSpan,
  startTelemetry,
  traceIdOf,
  traceparentOf,
  type SpanAttributes,
  type SpanKindName,
  type Telemetry,
} from './telemetry.js';
export type { KillPoint, Mutant } from './trial.js';
