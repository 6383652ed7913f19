import pg from 'pg';

/** Beside what `pg` takes: how long the database may leave a statement without an answer. */
export interface WatchedOptions extends pg.ClientConfig {
  readonly answerWithinMs?: number;
}

/** A statement that lifts the server's own limit may take its time. */
const UNLIMITED = /\bset (?:local )?statement_timeout = 0\b/i;

/**
 * A connection that is given up when the database does not answer. The server ends slow statements by itself; this is for a server
 * that cannot be heard any more, which TCP notices after a quarter of an hour only. `query_timeout` of `pg` does not do: it fails the
 * statement and keeps the connection, and the rollback and every statement after it wait behind the one that never ends.
 */
export class WatchedClient extends pg.Client {
  private readonly answerWithinMs: number;
  private timer?: NodeJS.Timeout;

  constructor(options: WatchedOptions) {
    super(options);
    this.answerWithinMs = options.answerWithinMs ?? 4_500;
    const answered = () => clearTimeout(this.timer);
    this.on('drain', answered);
    this.on('end', answered);
    this.query = this.watching(this.query.bind(this)) as typeof this.query;
  }

  private watching(query: (...of: unknown[]) => unknown) {
    return (...of: unknown[]): unknown => {
      clearTimeout(this.timer);
      if (!UNLIMITED.test(textOf(of[0]))) this.timer = setTimeout(() => this.late(), this.answerWithinMs).unref();
      return query(...of);
    };
  }

  /** The answer may lie here already where this process itself was held up: it is read first. */
  private late(): void {
    this.timer = setTimeout(() => {
      const silence = new Error(
        `The database has not answered for ${this.answerWithinMs} ms; the connection is given up`,
      );
      const { stream } = (this as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection;
      stream.destroy(Object.assign(silence, { code: 'ETIMEDOUT' }));
    }, 20).unref();
  }
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  const { text } = (statement ?? {}) as { text?: unknown };
  return typeof text === 'string' ? text : '';
}
