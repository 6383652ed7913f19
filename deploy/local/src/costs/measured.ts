/** What one piece of business left behind, measured. */
export interface Unit {
  /** How many were made. */
  readonly count: number;
  /** HTTP requests for each. */
  readonly requests: number;
  /** CPU microseconds of all processes for each, effects in other departments included. */
  readonly cpuMicros: number;
  /** Rows for each, by `service.table`. */
  readonly rows: Readonly<Record<string, number>>;
  /** Bytes with indexes for each, by `service.table`. */
  readonly bytes: Readonly<Record<string, number>>;
  /** Events for each, and what they take in the streams of one broker. */
  readonly events: number;
  readonly streamBytes: number;
}

/** A line of the bench's last table. */
export interface Line {
  readonly what: string;
  readonly who: string;
  readonly perSecond: number;
  readonly cpu: number;
  readonly split: Readonly<Record<string, number>>;
}

export interface Bench {
  readonly on: string;
  readonly cores: number;
  readonly lines: readonly Line[];
}

/** The content of deploy/costs/measured.json. */
export interface Measurement {
  readonly on: string;
  readonly units: Readonly<Record<UnitName, Unit>>;
  readonly bench: Bench;
}

export type UnitName = 'prospect' | 'purchase' | 'complaint';
