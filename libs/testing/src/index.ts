export * from './servers/index.js';
export { another, colleague, stranger } from './service/cast.js';
export { eventually } from './service/eventually.js';
export { migratedOrm, schemaDrift } from './service/schema-drift.js';
export { SpanCollector, type CollectedSpan } from './service/span-collector.js';
export { TestIssuer, type Person } from './service/test-issuer.js';
export { AUDIT_KEYS, ServiceUnderTest, type UnderTestOptions } from './service/under-test.js';
export * from './desk/index.js';
export { LogLines } from './service/log-lines.js';
