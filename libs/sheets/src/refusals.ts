import { Refusal } from '@linli/kernel';

/** How large a file may be: bytes when unpacked, data rows in its sheet. */
export const limits = {
  unpackedBytes: 100 * 1024 * 1024,
  packedRatio: 200,
  parts: 2_000,
  rows: 20_000,
  columns: 256,
} as const;

export const notASheet = (): Refusal =>
  new Refusal('unsupported-type', 'sheet.not-xlsx', '这个文件不是 Excel 工作簿，请上传 .xlsx 文件。');

export const oldFormat = (): Refusal =>
  new Refusal(
    'unsupported-type',
    'sheet.old-format',
    '这是旧版 .xls 文件，请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。',
  );

export const encrypted = (): Refusal =>
  new Refusal('unsupported-type', 'sheet.encrypted', '这个文件加了密码，请去掉打开密码、另存为 .xlsx 后再上传。');

export const broken = (): Refusal =>
  new Refusal('invalid', 'sheet.broken', '文件已损坏，无法读取，请用 Excel 打开检查、另存为 .xlsx 后再上传。');

export const tooLarge = (): Refusal =>
  new Refusal('too-large', 'sheet.too-large', '文件解压后过大，请只保留需要导入的表，分成几个文件上传。', {
    details: { maxUnpackedBytes: limits.unpackedBytes },
  });

export const tooManyRows = (): Refusal =>
  new Refusal('too-large', 'sheet.too-many-rows', `一次最多导入 ${limits.rows} 行，请分成几个文件上传。`, {
    details: { maxRows: limits.rows },
  });

export const noHeader = (form: string, missing: readonly string[], sheet?: string): Refusal =>
  new Refusal(
    'invalid',
    'sheet.header-missing',
    `没有找到《${form}》的表头：${sheet ? `工作表“${sheet}”` : '文件中'}缺少 ${missing.join('、')} 列，请补上后再上传。`,
    { details: { form, missing: [...missing] } },
  );
