import type { LoggerService } from '@nestjs/common';
import { createLogger, nestLogger, type Logger } from '@linli/host';

/** The logs of all processes of a spec as they would stand on standard output, line by line. */
export class LogLines {
  readonly lines: string[] = [];

  loggerOf(service: string): Logger {
    return createLogger({
      service,
      level: 'trace',
      destination: { write: (line: string) => void this.lines.push(line) },
    });
  }

  nestLoggerOf(service: string): LoggerService {
    return nestLogger(this.loggerOf(service));
  }
}
