import { above0, yuanToFen } from '../cells/numbers.js';
import { building, roomNo } from '../cells/place.js';
import { day } from '../cells/day.js';
import { text } from '../cells/text.js';
import type { SheetDefinition } from '../definition.js';

export interface Payment {
  building: string;
  room: string;
  paidFen: number;
  paidOn?: string;
  remark?: string;
}

/** A small form for the specs: who paid how much. */
export const paymentSheet: SheetDefinition<Payment> = {
  form: '交款表',
  columns: {
    building: { header: '楼栋', aliases: ['楼号'], required: true, parse: building },
    room: { header: '房号', aliases: ['室号'], required: true, parse: roomNo },
    paidFen: { header: '金额', aliases: ['交款'], required: true, parse: above0(yuanToFen, '金额必须大于0,请核对') },
    paidOn: { header: '日期', required: false, parse: day },
    remark: { header: '备注', required: false, parse: text },
  },
  identity: { fields: ['room', 'building'], key: ({ building, room }) => `${building}栋${room}` },
};
