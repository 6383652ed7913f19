import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AcknowledgeComplaint, AnswerComplaint, GetComplaint, RegisterComplaint } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest } from '@linli/testing';
import { randomUUID } from 'node:crypto';
import { AppModule } from '../app.module.js';
import { complaints } from '../service.js';

const handler = colleague('COMPLAINT_HANDLER');
const form = {
  ...{ projectId: 'binjiang', channel: 'HOTLINE', source: 'DIRECT', customerName: '王芳', phone: '138 0000 1234' },
  ...{ customerKind: 'OWNER', room: '3-1-1201', category: 'QUALITY', urgency: 'NORMAL', content: '卫生间渗水' },
  dueOn: '2036-12-01',
};
/** STORM=long: 500 keys by 20 twins, 1,000 rounds of eight writers. */
const isLong = process.env['STORM'] === 'long';
const [KEYS, ROUNDS] = isLong ? [500, 1_000] : [10, 20];
const TWINS = 20;
const WRITERS = 8;

describe('Two replicas and a crowd', () => {
  let one: ServiceUnderTest;
  let two: ServiceUnderTest;
  beforeAll(async () => {
    one = await ServiceUnderTest.start(AppModule, complaints);
    two = await ServiceUnderTest.start(AppModule, complaints, { replicaOf: one });
  }, 60_000);
  afterAll(async () => {
    await two.stop();
    await one.stop();
  });

  /** As a client does: what may pass is asked again under the same key. */
  async function patiently<R>(ask: () => Promise<R>): Promise<R> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof Refusal && error.retryable)) throw error;
      }
    }
  }

  test('twenty twins of one key at the same moment make one case and get one answer', async () => {
    const before = await cases();
    for (let n = 0; n < KEYS; n += 5) {
      const keys = Array.from({ length: Math.min(5, KEYS - n) }, () => randomUUID());
      const answers = await Promise.all(
        keys.flatMap((key) =>
          Array.from({ length: TWINS }, async (_, twin) => {
            const { id, formNo } = await patiently(() =>
              (twin % 2 === 0 ? one : two).ask(handler, RegisterComplaint, form, { key }),
            );
            return `${key} ${id} ${formNo}`;
          }),
        ),
      );
      expect(new Set(answers).size).toBe(keys.length);
    }
    expect((await cases()) - before).toBe(KEYS);
    const [{ told } = { told: 0 }] = await one.rows<{ told: number }>(
      `select count(*)::int as told from outbox where event_type = 'evt.complaints.complaint.registered'`,
    );
    expect(told).toBe(await cases());
  }, 600_000);

  test('of eight writers on one version exactly one wins, the others are told that somebody was quicker', async () => {
    const made = await one.ask(handler, RegisterComplaint, form);
    let { version } = await one.ask(handler, AcknowledgeComplaint, {
      ...{ complaintId: made.id, version: made.version, how: 'PHONE' },
    });
    for (let round = 0; round < ROUNDS; round++) {
      const outcomes = await Promise.all(
        Array.from({ length: WRITERS }, (_, n) => {
          const answer = { complaintId: made.id, version, content: `第${round}轮第${n}位` };
          const desk = n % 2 === 0 ? one : two;
          return patiently(() => desk.ask(handler, AnswerComplaint, answer)).then(
            ({ version: now }) => `won ${now}`,
            (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
          );
        }),
      );
      expect(outcomes.sort()).toEqual([
        ...Array.from({ length: WRITERS - 1 }, () => 'complaint.stale-version'),
        `won ${version + 1}`,
      ]);
      version += 1;
    }
    const { answers = [] } = await eventually(() => one.ask(handler, GetComplaint, { complaintId: made.id }), 'gone');
    expect(answers).toHaveLength(ROUNDS);
  }, 600_000);

  const cases = async () => (await one.rows<{ many: number }>('select count(*)::int as many from complaint'))[0]!.many;
});
