import { afterEach, describe, expect, test } from '@jest/globals';
import { Logger, type LoggerService } from '@nestjs/common';
import { LogSender } from './log-sender.js';

describe('the sender of development', () => {
  afterEach(() => void Logger.overrideLogger(false));

  test('writes that a message went out, and neither the phone in full nor the words', async () => {
    const lines: string[] = [];
    const keep = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
    const logger: LoggerService = { log: keep, warn: keep, error: keep };
    Logger.overrideLogger(logger);
    await new LogSender().send({
      idempotencyKey: 'key-1',
      phone: '+8613800001234',
      text: '恭喜您',
      kind: 'SUBSCRIPTION_CONGRATS',
    });
    expect(lines.join()).toContain('SUBSCRIPTION_CONGRATS key-1 to 138****1234');
    expect(lines.join()).not.toMatch(/13800001234|恭喜/);
  });
});
