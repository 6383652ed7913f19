import {
  above0,
  code,
  day,
  identityNumber,
  integer,
  labelled,
  text,
  Unreadable,
  yuanToFen,
  type Parser,
  type SheetDefinition,
} from '@linli/sheets';

/** An overdue loan as a row of finance's sheet describes it. */
export interface OverdueRow {
  customerName: string;
  idNumber?: string;
  room?: string;
  bank?: string;
  loanContractNo: string;
  /** Business day, YYYY-MM-DD. */
  overdueSince: string;
  periods?: number;
  overdueAmountFen: number;
  bankSuggestsLitigation: boolean;
}

/** 建议诉讼, 建议起诉, 是 → true; 继续催收, 不建议诉讼, 暂不起诉, 撤诉 → false. */
const litigationSuggested: Parser<boolean> = (cell, around) => {
  const opinion = text(cell, around);
  if (opinion instanceof Unreadable) return opinion;
  if (/(?:不|暂缓|无需|无须|未|撤)[^,。;\uff0c\uff1b]{0,6}(?:诉|司法)/.test(opinion)) return false;
  return /诉讼|起诉|司法|^(?:是|√|Y|YES)$/i.test(opinion);
};

/** 按揭逾期还款情况表, which finance sends about overdue loans (REQ-191, REQ-192). */
export const overdueSheet: SheetDefinition<OverdueRow> = {
  form: '按揭逾期还款情况表',
  columns: {
    customerName: {
      header: '客户姓名',
      aliases: ['客户名称', '借款人姓名', '业主姓名', '借款人', '购房人', '姓名', '客户'],
      required: true,
      parse: text,
    },
    idNumber: {
      header: '身份证号',
      aliases: ['身份证号码', '公民身份号码', '证件号码', '证件号', '身份证'],
      required: false,
      parse: identityNumber,
    },
    room: { header: '房号', aliases: ['房源', '房间号', '房屋坐落', '房屋', '室号'], required: false, parse: code },
    bank: {
      header: '贷款银行',
      aliases: ['按揭银行', '放款银行', '经办银行', '贷款行', '银行'],
      required: false,
      parse: text,
    },
    loanContractNo: {
      header: '借款合同号',
      aliases: ['借款合同编号', '贷款合同号', '贷款合同编号', '按揭合同号', '合同编号', '合同号'],
      required: true,
      parse: code,
    },
    overdueSince: {
      header: '逾期起始日',
      aliases: [
        '逾期起始日期',
        '逾期开始日期',
        '逾期开始日',
        '首次逾期日期',
        '首次逾期日',
        '逾期起始',
        '逾期日期',
        '逾期日',
      ],
      required: true,
      parse: day,
    },
    periods: { header: '逾期期数', aliases: ['累计逾期期数', '连续逾期期数', '期数'], required: false, parse: integer },
    overdueAmountFen: {
      header: '逾期金额',
      aliases: ['逾期总额', '逾期总金额', '逾期本息', '逾期欠款', '欠款金额', '欠款', '金额'],
      required: true,
      parse: above0(yuanToFen, '逾期金额必须大于0，请核对'),
    },
    bankSuggestsLitigation: {
      header: '银行意见',
      aliases: ['银行建议', '银行处理意见', '银行是否建议诉讼', '是否建议诉讼', '处理意见'],
      required: false,
      absent: false,
      parse: litigationSuggested,
    },
  },
  identity: {
    fields: ['loanContractNo'],
    key: ({ loanContractNo }) => `借款合同${loanContractNo}`,
  },
  check: ({ overdueSince }, heading) => {
    const cutoff = cutoffOn(heading);
    return overdueSince !== undefined && cutoff !== undefined && overdueSince > cutoff
      ? [{ field: 'overdueSince', reason: `逾期起始日${overdueSince}晚于截止日期${cutoff}，请核对` }]
      : [];
  },
};

/** The sheet's 截止日期, the business day up to which its figures run; undefined where the sheet does not say. */
export function cutoffOn(heading: readonly string[]): string | undefined {
  for (const label of ['截止日期', '截止日', '截至日期', '统计截止日期']) {
    const value = labelled(heading, label);
    const read = value === undefined ? undefined : day({ value }, { unit: '' });
    if (typeof read === 'string') return read;
  }
  return undefined;
}
