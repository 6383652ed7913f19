import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Logger, type LoggerService } from '@nestjs/common';
import { DevelopmentPhones } from '@linli/host';
import { LogSender } from './log-sender.js';

describe('the sender of development', () => {
  afterEach(() => void Logger.overrideLogger(false));

  test('writes that a message went out, and neither the phone in full nor the words', async () => {
    const lines: string[] = [];
    const keep = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
    const logger: LoggerService = { log: keep, warn: keep, error: keep };
    Logger.overrideLogger(logger);
    await new LogSender(new DevelopmentPhones(undefined)).send({
      idempotencyKey: 'key-1',
      phone: '+8613800001234',
      text: '恭喜您',
      kind: 'SUBSCRIPTION_CONGRATS',
    });
    expect(lines.join()).toContain('SUBSCRIPTION_CONGRATS key-1 to 138****1234');
    expect(lines.join()).not.toMatch(/13800001234|恭喜/);
  });

  test('hands the words to the phone where there are phones to try the system with', async () => {
    const folder = join(await mkdtemp(join(tmpdir(), 'linli-phones-')), 'phones');
    const sender = new LogSender(new DevelopmentPhones(folder));
    const message = { phone: '+8615400010001', kind: 'RATING_INVITATION' };
    await sender.send({ ...message, idempotencyKey: 'key-1', text: '请评分:http://127.0.0.1/rate#abc ,一次有效' });
    await sender.send({ ...message, idempotencyKey: 'key-2', text: '末次提醒' });
    const received = await readFile(join(folder, '8615400010001.txt'), 'utf8');
    expect(received.split('\n')).toEqual(['请评分:http://127.0.0.1/rate#abc ,一次有效', '末次提醒', '']);
    await rm(dirname(folder), { recursive: true });
  });
});
