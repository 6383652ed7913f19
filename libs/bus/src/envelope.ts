import { Refusal, type RefusalKind } from '@linli/kernel';

/** A successful answer; `body` is the JSON of the reply, passed on without being parsed. */
export interface Answer {
  readonly status: number;
  readonly version?: number;
  readonly replayed: boolean;
  readonly body: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const DATA = ',"data":';

/** A reply that is JSON already, as PostgreSQL wrote it. */
export class WrittenJson {
  constructor(
    readonly text: string,
    readonly version?: number,
  ) {}
}

/** A reply whose JSON is written already, in place of the view it describes; `version` is the view's, for the ETag. */
export const writtenJson = <V>(text: string, version?: number): V => new WrittenJson(text, version) as unknown as V;

/** `{"ok":true,"status":201,"version":3,"data":…}`: the data stands last, so that a reader may cut it out. */
export function encodeAnswer(status: number, reply: object, replayed = false): Uint8Array {
  const version = (reply as { version?: unknown }).version;
  const head = `{"ok":true,"status":${status}${Number.isInteger(version) ? `,"version":${version as number}` : ''}${replayed ? ',"replayed":true' : ''}`;
  return encoder.encode(`${head}${DATA}${reply instanceof WrittenJson ? reply.text : JSON.stringify(reply)}}`);
}

export function encodeRefusal(refusal: Refusal, traceId?: string): Uint8Array {
  const { kind, code, message, retryable, details } = refusal;
  return encoder.encode(JSON.stringify({ ok: false, error: { kind, code, message, retryable, details, traceId } }));
}

interface Head {
  ok: boolean;
  status: number;
  version?: number;
  replayed?: boolean;
  error?: { kind: RefusalKind; code: string; message: string; retryable: boolean; details?: Record<string, unknown> };
}

/** The answer in an envelope; throws the Refusal that it carries. Anything that is no envelope is `unavailable`. */
export function decodeAnswer(bytes: Uint8Array): Answer {
  try {
    const start = decoder.decode(bytes.subarray(0, 120));
    const cut = start.indexOf(DATA);
    if (start.startsWith('{"ok":true') && cut > 0) {
      const head = JSON.parse(`${start.slice(0, cut)}}`) as Head;
      const body = bytes.subarray(cut + DATA.length, bytes.length - 1);
      return {
        status: head.status,
        replayed: head.replayed ?? false,
        body,
        ...(head.version === undefined ? {} : { version: head.version }),
      };
    }
    const { error } = JSON.parse(decoder.decode(bytes)) as Head;
    if (error)
      throw new Refusal(error.kind, error.code, error.message, {
        retryable: error.retryable,
        ...(error.details ? { details: error.details } : {}),
      });
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
  }
  throw new Refusal('unavailable', 'bus.unreadable-answer', '该部门的系统答复无法识别，请重试。');
}
