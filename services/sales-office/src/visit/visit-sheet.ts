import { day, list, text, Unreadable, unreadable, type Parser, type SheetDefinition } from '@linli/sheets';

/** An entry of 来电来访客户记录 as the duty staff wrote it. */
export interface VisitRow {
  /** Business day, YYYY-MM-DD. */
  date: string;
  /** As written: 上午, 14:20. */
  time?: string;
  kind: '来电' | '来访';
  customerName?: string;
  /** As written, with blanks, hyphens and country code. */
  phone?: string;
  channel?: string;
  concerns: string[];
  host?: string;
  intent?: string;
}

const callOrVisit: Parser<VisitRow['kind']> = (cell, around) => {
  const written = text(cell, around);
  if (written instanceof Unreadable) return written;
  const call = /电/.test(written);
  const visit = /访|来人|上门/.test(written);
  return call === visit ? unreadable(cell, '来电或来访') : call ? '来电' : '来访';
};

/** 来电来访客户记录, written every day by the sales duty staff (REQ-097). Days such as 11.3 need the reader's year. */
export const visitSheet: SheetDefinition<VisitRow> = {
  form: '来电来访客户记录',
  columns: {
    date: { header: '日期', aliases: ['来访日期', '接待日期', '登记日期', '来电来访日期'], required: true, parse: day },
    time: { header: '时间', aliases: ['来访时间', '接待时间', '时段'], required: false, parse: text },
    kind: {
      header: '来电/来访',
      aliases: ['来电来访', '来电或来访', '电/访', '接待方式', '来访方式', '方式', '类型', '类别'],
      required: true,
      parse: callOrVisit,
    },
    customerName: {
      header: '客户姓名',
      aliases: ['客户名称', '来访客户', '姓名', '客户'],
      required: false,
      parse: text,
    },
    phone: {
      header: '联系电话',
      aliases: ['客户电话', '电话号码', '手机号码', '手机号', '联系方式', '电话', '手机'],
      required: false,
      parse: text,
    },
    channel: {
      header: '认知途径',
      aliases: ['认知渠道', '获知途径', '了解途径', '来访渠道', '信息来源', '渠道', '途径', '来源', '媒体'],
      required: false,
      parse: text,
    },
    concerns: {
      header: '关注问题',
      aliases: ['客户关注问题', '关心问题', '关注内容', '关注点', '咨询内容'],
      required: false,
      absent: [],
      parse: list,
    },
    host: {
      header: '接待人',
      aliases: ['接待人员', '置业顾问', '值班人员', '值班人', '销售人员', '销售顾问', '接待'],
      required: false,
      parse: text,
    },
    intent: {
      header: '意向',
      aliases: ['意向程度', '意向等级', '意向级别', '客户等级', '客户意向', '等级'],
      required: false,
      parse: text,
    },
  },
};

const CHANNELS: readonly [RegExp, string][] = [
  [/报|杂志/, 'NEWSPAPER'],
  [/户外|路牌|围挡|公交|地铁|灯箱/, 'OUTDOOR'],
  [/网|抖音|微信|短视频|公众号|小红书|APP|线上/i, 'ONLINE'],
  [/电视|电台|广播/, 'TV_RADIO'],
  [/介绍|推荐|老业主|老客户|老带新|朋友|亲戚/, 'REFERRAL'],
  [/路过/, 'PASSING_BY'],
  [/中介|分销|渠道/, 'AGENCY'],
  [/活动|展会|房展/, 'EVENT'],
];

/** The code of a channel as an office writes it; what is not understood is OTHER and stays in the remark. */
export const channelOf = (written: string): string => CHANNELS.find(([words]) => words.test(written))?.[1] ?? 'OTHER';

const GRADES: readonly [RegExp, string][] = [
  [/^A|高|明确|强/i, 'A'],
  [/^B|较强|中/i, 'B'],
  [/^C|一般/i, 'C'],
  [/^D|弱|低|无/i, 'D'],
];

/** The intent grade as an office writes it; none when it is not understood. */
export function gradeOf(written: string | undefined): { intentGrade?: string } {
  const grade = GRADES.find(([words]) => words.test(written ?? ''))?.[1];
  return grade === undefined ? {} : { intentGrade: grade };
}

/** The moment of an entry in Shanghai: its clock time, or the usual hour of the part of the day; noon when nothing is written. */
export function instantOf({ date, time = '' }: Pick<VisitRow, 'date' | 'time'>): Date {
  const [, hour = '', minute = '0'] = /(\d{1,2})(?:\s*[:\uff1a点时]\s*(\d{1,2})?)?/.exec(time) ?? [];
  const afternoon = /下午|晚|PM/i.test(time);
  const read = Number(hour) + (afternoon && Number(hour) < 12 ? 12 : 0);
  const usual = /上午|早/.test(time) ? 9 : /下午/.test(time) ? 15 : /晚/.test(time) ? 19 : 12;
  const half = /半/.test(time) ? 30 : Number(minute);
  const [hours, minutes] = hour === '' || read > 23 || half > 59 ? [usual, 0] : [read, half];
  const clock = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  return new Date(`${date}T${clock}:00+08:00`);
}
