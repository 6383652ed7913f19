/** Field names whose values never reach a log, in lower case without separators. */
const HIDDEN = new Set([
  ...[
    'authorization',
    'cookie',
    'setcookie',
    'password',
    'secret',
    'servicesecret',
    'clientsecret',
    'token',
    'accesstoken',
    'idtoken',
    'refreshtoken',
  ],
  ...['apikey', 'privatekey', 'partykeys', 'partyindexkey', 'auditkeys', 'databaseurl', 'natsurl'],
  ...[
    'name',
    'customername',
    'callername',
    'contactname',
    'fullname',
    'personname',
    'phone',
    'phones',
    'mobile',
    'mobilephone',
    'telephone',
    'tel',
  ],
  ...[
    'idnumber',
    'idcard',
    'idcardnumber',
    'passport',
    'address',
    'email',
    'mail',
    'wechat',
    'birthday',
    'birthdate',
    'bankaccount',
    'accountnumber',
  ],
  ...['description', 'remark', 'remarks', 'body', 'payload', 'parameters', 'params', 'query', 'sql', 'detail'],
]);

const MASK = '[hidden]';
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_VALUES = 500;

const verdicts = new Map<string, boolean>();

function isHidden(key: string): boolean {
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const verdict = HIDDEN.has(key.replace(/[^A-Za-z]/g, '').toLowerCase());
  if (verdicts.size < 2_000) verdicts.set(key, verdict);
  return verdict;
}

/** A copy of the fields without personal data and secrets; errors are left to the serializer, huge objects are cut. */
export function maskFields(fields: Record<string, unknown>): Record<string, unknown> {
  return maskObject(fields, 0, { left: MAX_VALUES });
}

interface Budget {
  left: number;
}

function maskObject(fields: object, depth: number, budget: Budget): Record<string, unknown> {
  const masked: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if ((budget.left -= 1) < 0) break;
    masked[key] = isHidden(key) && value !== undefined && value !== null ? MASK : maskValue(value, depth, budget);
  }
  return masked;
}

function maskValue(value: unknown, depth: number, budget: Budget): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => maskValue(item, depth + 1, budget));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return maskValue((value.toJSON as () => unknown)(), depth + 1, budget);
  }
  return maskObject(value, depth + 1, budget);
}

// A mobile number, an ID number, a JSON Web Token, the password in an address; each stands alone, so that ids and amounts stay readable.
const TELLTALE =
  /(?<![0-9A-Za-z_-])(?:(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|\d{17}[\dXx])(?![0-9A-Za-z_-])|\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*|(?<=:\/\/[^\s/:@"]{0,100}:)[^\s/@"]+(?=@)/g;

/** The text with phone numbers, ID numbers, tokens and passwords in addresses replaced: the last line of defence, for whole lines. */
export function maskText(text: string): string {
  return text.replace(TELLTALE, MASK);
}
