import { HttpException } from '@nestjs/common';
import { Refusal, statusOf } from '@linli/kernel';

/** The body of every answer that is not a success (RFC 9457). `code` is stable; `detail` says what to do. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** The path that was asked, without its query string. */
  readonly instance?: string;
  readonly traceId?: string;
  /** The same request may succeed later, unchanged. */
  readonly retryable: boolean;
  /** What is wrong with which field. */
  readonly flaws?: readonly { readonly field: string; readonly problem: string }[];
  readonly details?: Readonly<Record<string, unknown>>;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What a refusal looks like over HTTP. One of kind `internal` says nothing of what went wrong inside. */
export function problemOf(refusal: Refusal, where: { instance?: string; traceId?: string } = {}): Problem {
  const status = statusOf[refusal.kind];
  if (status === 500) {
    return shaped(status, 'service.failed', '系统出错，已按 traceId 记录，请稍后再试。', where);
  }
  const { flaws, sent: _sent, ...details } = refusal.details ?? {};
  return {
    ...shaped(status, refusal.code, refusal.message, where),
    retryable: refusal.retryable,
    ...(Array.isArray(flaws) ? { flaws: flaws as NonNullable<Problem['flaws']> } : {}),
    ...(Object.keys(details).length > 0 ? { details } : {}),
  };
}

/** What kind of refusal it is, above its sentence. */
const titles: Readonly<Record<number, string>> = {
  400: '填写有误',
  401: '需要登录',
  403: '无权办理',
  404: '没有找到',
  405: '不支持的操作',
  408: '提交超时',
  409: '与现有记录冲突',
  412: '记录已被修改',
  413: '内容过大',
  415: '类型不支持',
  422: '不符合业务规则',
  428: '缺少版本',
  429: '请求过多',
  431: '请求头过大',
  500: '系统出错',
  503: '暂时无法办理',
  504: '答复超时',
};

/** A problem that has a status of its own and no refusal, such as 405 and 431. */
export function shaped(
  status: number,
  code: string,
  detail: string,
  where: { instance?: string; traceId?: string } = {},
): Problem {
  return {
    type: `urn:linli:problem:${code}`,
    title: titles[status] ?? '未能办理',
    status,
    detail,
    code,
    ...where,
    retryable: false,
  };
}

/** What an error means to the sender; undefined when it is our own fault. Messages of the framework are never passed on. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  return byStatus[statusIn(error)]?.();
}

function statusIn(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

const byStatus: Readonly<Record<number, () => Refusal>> = {
  400: () => new Refusal('invalid', 'request.malformed', '请求格式不正确，请检查路径、请求头和内容。'),
  404: () => new Refusal('not-found', 'request.unknown-path', '没有这个路径，全部路径见 /docs。'),
  413: () => new Refusal('too-large', 'request.too-large', '提交的内容超过 256 KB，请减少内容，文件请上传到 /files。'),
  414: () => new Refusal('invalid', 'request.malformed', '路径过长，请缩短后再试。'),
  415: () =>
    new Refusal(
      'unsupported-type',
      'request.unsupported-type',
      '请以 application/json 提交内容，文件请以 multipart/form-data 上传到 /files。',
    ),
  503: () => new Refusal('unavailable', 'gateway.unavailable', '网关正在启动或停止，请一秒后再试。'),
};
