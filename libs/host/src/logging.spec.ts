import { describe, expect, test } from '@jest/globals';
import { Refusal } from '@linli/kernel';
import { createLogger, nestLogger, type LoggerOptions } from './logging.js';

type Line = Record<string, unknown> & { err?: Record<string, unknown> };

const logTo = (options: Partial<LoggerOptions> = {}) => {
  const raw: string[] = [];
  const logger = createLogger({
    service: 'complaints',
    level: 'info',
    destination: { write: (line: string) => void raw.push(line) },
    ...options,
  });
  return {
    logger,
    raw,
    last: () => JSON.parse(raw.at(-1) ?? '{}') as Line,
  };
};

const postgresError = (fields: object) =>
  Object.assign(new Error('duplicate key value violates unique constraint "caller_phone_key"'), fields);

describe('Logs', () => {
  test('are one JSON object a line with time, level, service and message', () => {
    const { logger, raw, last } = logTo();
    logger.info({ complaintId: '0198' }, 'registered');

    expect(raw[0]).toMatch(/^\{.*\}\n$/);
    expect(last()).toMatchObject({ level: 'info', service: 'complaints', complaintId: '0198', msg: 'registered' });
    expect(last()['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('hold nothing of the lines before them', () => {
    const { logger, last } = logTo({ context: () => undefined });
    logger.warn({ traceId: 't-1', complaintId: '0198' }, 'slow');
    logger.info('relay started');

    expect(last()).not.toHaveProperty('traceId');
    expect(last()).not.toHaveProperty('complaintId');
  });

  test('below the level are not written', () => {
    const { logger, raw } = logTo({ level: 'warn' });
    logger.info('quiet');

    expect(raw).toEqual([]);
  });

  test('carry the ids of what is being worked on', () => {
    const { logger, last } = logTo({ context: () => ({ correlationId: 'c-1', traceId: 't-1' }) });
    logger.info('working');

    expect(last()).toMatchObject({ correlationId: 'c-1', traceId: 't-1' });
  });

  test('hide personal data and secrets by name at any depth, whatever the spelling', () => {
    const { logger, raw, last } = logTo();
    logger.info({
      phone: '13800138000',
      customer: {
        name: '王芳',
        id_number: '110101199003072316',
        contacts: [{ 'Mobile-Phone': '13900139000', kind: 'home' }],
      },
      headers: { authorization: 'Bearer abc', 'set-cookie': 'sid=1', host: 'gateway' },
      serviceSecret: 's3cr3t',
    });

    expect(last()).toMatchObject({
      phone: '[hidden]',
      customer: { contacts: [{ kind: 'home' }] },
      headers: { host: 'gateway' },
    });
    for (const secret of ['138001', '王芳', '110101', '139001', 'Bearer', 'sid=1', 's3cr3t'])
      expect(raw.join()).not.toContain(secret);
  });

  test.each([
    ['a mobile number', 'could not call 13800138000 back', 'could not call [hidden] back'],
    ['a mobile number with its country', 'could not call +86 138-0013-8000', 'could not call [hidden]'],
    ['an ID number', 'no match for 11010119900307231X', 'no match for [hidden]'],
    ['a token', 'bad token eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', 'bad token [hidden]'],
    [
      'a password in an address',
      'cannot reach postgres://app:s3cr3t@db:5432/complaints',
      'cannot reach postgres://app:[hidden]@db:5432/complaints',
    ],
  ])('hide %s inside a text', (_, written, logged) => {
    const { logger, last } = logTo();
    logger.warn(written);

    expect(last()['msg']).toBe(logged);
  });

  test('cut what somebody logged by mistake, such as a whole request', () => {
    const { logger, raw } = logTo();
    const wide = (depth: number): unknown =>
      depth === 0 ? 'leaf' : Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`field${i}`, wide(depth - 1)]));
    logger.info({ request: wide(4) });

    expect(raw.join().length).toBeLessThan(20_000);
  });

  test('leave ids, amounts and times as they are', () => {
    const { logger, last } = logTo();
    const fields = {
      id: '01913800-1380-7000-8000-138001380001',
      ms: 1_780_000_000_000,
      priceFen: 250_000_000,
      at: '2026-05-01T09:30:00.000Z',
    };
    logger.info(fields, 'unit 3-1-1201 sold in 138001380 steps');

    expect(last()).toMatchObject({ ...fields, msg: 'unit 3-1-1201 sold in 138001380 steps' });
  });

  test('hold nothing of a row that PostgreSQL refused', () => {
    const { logger, raw, last } = logTo();
    const error = postgresError({
      code: '23505',
      severity: 'ERROR',
      table: 'caller',
      constraint: 'caller_phone_key',
      detail: 'Key (phone)=(13800138000) already exists.',
      where: 'COPY caller, line 1: "王芳"',
      query: "insert into caller values ('王芳')",
      parameters: ['王芳'],
    });
    logger.error({ err: error }, 'registering failed');

    expect(last().err).toMatchObject({
      code: '23505',
      table: 'caller',
      constraint: 'caller_phone_key',
      message: 'duplicate key value violates unique constraint "caller_phone_key"',
    });
    expect(raw.join()).not.toMatch(/王芳|1380013|insert into/);
  });

  test('hold neither the statement nor the value that could not be read', () => {
    const { logger, raw, last } = logTo();
    const fields = { severity: 'ERROR' };
    const message = `insert into caller (name, age) values ('王芳 - 李雷', 'old "x"') - invalid input syntax for type integer: "old "x""`;
    logger.error({ err: Object.assign(new Error(message), { ...fields, code: '22P02' }) });

    expect(last().err?.['message']).toBe('invalid input syntax for type integer: "…"');
    expect(last()['msg']).toBe(last().err?.['message']);
    expect(raw.join()).not.toMatch(/王芳|李雷|old/);
  });

  test('hold nothing of the row that MikroORM writes beneath the message, which stood in the log', () => {
    const { logger, raw, last } = logTo();
    const violation = 'null value in column "concerns" of relation "visit" violates not-null constraint';
    const refused = new Error(`${violation}\n - detail: Failing row contains (1, 王芳, 想看三室).`);
    logger.error({ err: Object.assign(refused, { code: '23502', severity: 'ERROR' }) });
    expect(last().err?.['message']).toBe(violation);

    const required = "Value for Visit.concerns is required, 'null' found";
    logger.error({ err: new Error(`${required}\nentity: Visit {\n  customer: '王芳',\n  concerns: null\n}`) });
    expect(last().err?.['message']).toBe(required);
    expect(raw.join()).not.toMatch(/王芳|三室/);
  });

  test('hold nothing of a value in a syntax error', () => {
    const { logger, last } = logTo();
    logger.error(Object.assign(new Error('syntax error at or near "王芳"'), { code: '42601', severity: 'ERROR' }));

    expect(last()['msg']).toBe('syntax error at or near "…"');
  });

  test('tell where an error came from, with its causes', () => {
    const { logger, last } = logTo();
    logger.error({
      err: new Error('the relay stopped', { cause: postgresError({ code: '57P01', severity: 'FATAL', detail: 'x' }) }),
    });

    expect(last().err).toMatchObject({
      type: 'Error',
      message: 'the relay stopped',
      cause: { code: '57P01', severity: 'FATAL' },
    });
    expect(last().err?.['stack']).toContain('logging.spec');
    expect(JSON.stringify(last())).not.toContain('detail');
  });

  test('name a refusal by its code', () => {
    const { logger, last } = logTo();
    logger.info({ err: new Refusal('conflict', 'unit.already-reserved', 'The unit is reserved; choose another one.') });

    expect(last().err).toMatchObject({ kind: 'conflict', code: 'unit.already-reserved' });
  });

  test('take what is thrown that is no error, and what refers to itself', () => {
    const { logger, last } = logTo();
    const circle: Record<string, unknown> = { size: 10n };
    circle['self'] = circle;
    logger.error({ err: { phone: '13800138000' }, circle });

    expect(last().err).toMatchObject({ message: 'something that is not an Error was thrown' });
    expect(last()['circle']).toMatchObject({ size: '10' });
  });
});

describe("Nest's logs", () => {
  test('come out as ours, with their context', () => {
    const { logger, last } = logTo();
    nestLogger(logger).warn('slow handler', 'bus');

    expect(last()).toMatchObject({ level: 'warn', context: 'bus', msg: 'slow handler' });
  });

  test('carry errors as errors', () => {
    const { logger, last } = logTo();
    nestLogger(logger).error(new Error('no route'), 'RouterExplorer');

    expect(last()).toMatchObject({ level: 'error', err: { type: 'Error', message: 'no route' }, msg: 'no route' });
  });

  test('keep a stack that is given as text out of the context', () => {
    const { logger, last } = logTo();
    nestLogger(logger).error('it broke', 'Error: it broke\n    at somewhere (file.ts:1:1)', 'Server');

    expect(last()).toMatchObject({ level: 'error', context: 'Server', msg: 'it broke' });
  });

  test('about the wiring of modules are shown at debug only', () => {
    const { logger, raw } = logTo();
    nestLogger(logger).log('AppModule dependencies initialized', 'InstanceLoader');

    expect(raw).toEqual([]);
  });
});
