import { FindUnitConfirmations, GetUnitConfirmation } from '@linli/contracts';
import { form, minute, money, register, words } from '@linli/papers';
import { ownBook, opens } from '../prospect/book.js';
import { number } from '../view/rows.js';
import { confirmationColumns, type ConfirmationRow } from './unit-confirmation.view.js';

const states = {
  ISSUED: '已开具',
  DEPOSIT_RECORDED: '已录款',
  BOOKED: '已订(订金)',
  SOLD: '已售(定金)',
  SUBSCRIBED: '已认购',
  CANCELLED: '已取消',
  EXPIRED: '已过期',
};
const deposits = { EARNEST_MONEY: '定金', BOOKING_FEE: '订金' };

/** 房位确认单 as a list. */
export const unitConfirmationRegister = register({
  name: 'unit-confirmation-register',
  title: '房位确认单一览表',
  of: FindUnitConfirmations,
  columns: [
    { header: '编号', kind: 'text', width: 18, value: ({ formNo }) => formNo },
    { header: '状态', kind: 'text', width: 12, value: ({ state }) => words(states, state) },
    { header: '房号', kind: 'text', width: 18, value: ({ room }) => room },
    { header: '客户姓名', kind: 'text', width: 10, value: ({ customerName }) => customerName },
    { header: '销售代表', kind: 'text', width: 12, value: ({ consultant }) => consultant },
    { header: '开具时间', kind: 'text', width: 18, value: ({ issuedAt }) => minute(issuedAt) },
    { header: '保留至', kind: 'day', value: ({ holdUntil }) => holdUntil },
    { header: '款项', kind: 'text', width: 8, value: ({ depositKind }) => words(deposits, depositKind) },
    { header: '金额', kind: 'yuan', value: ({ depositFen }) => depositFen ?? undefined },
    { header: '交款日期', kind: 'day', value: ({ paidOn }) => paidOn ?? undefined },
    { header: '收据号', kind: 'text', value: ({ receiptNo }) => receiptNo ?? undefined },
    { header: '财务确认人', kind: 'text', width: 12, value: ({ confirmedBy }) => confirmedBy ?? undefined },
    { header: '财务确认日期', kind: 'day', width: 14, value: ({ confirmedOn }) => confirmedOn ?? undefined },
    { header: '取消原因', kind: 'text', width: 30, value: ({ cancelReason }) => cancelReason ?? undefined },
  ],
  totals: ['金额'],
  list: ({ projectId, state, unitId }, { by }) => ({
    columns: confirmationColumns,
    from: 'unit_confirmation c join party p on p.id = c.party_id',
    where: {
      'c.project_id = ?': projectId,
      'c.state = ?': state,
      'c.unit_id = ?': unitId,
      'c.project_id = any(?)': by.seesAll ? undefined : by.projects,
      'c.consultant_id = ?': ownBook(by),
    },
    oldestFirst: 'c.id',
  }),
  row: (row: ConfirmationRow) => row,
});

interface FormRow extends ConfirmationRow {
  readonly projectName: string;
  readonly building: string;
  readonly floor: number;
  readonly layout: string;
  readonly areaM2: number;
  readonly totalPriceFen: number;
  readonly phone: string | null;
}

/** 房位确认单, for the customer to sign before he pays [REQ-069]. */
export const unitConfirmationForm = form({
  name: 'unit-confirmation-form',
  title: '房位确认单',
  of: GetUnitConfirmation,
  async fill({ confirmationId }, { reader, by }) {
    const row = await reader.one<FormRow>(
      `select ${confirmationColumns}, p.phone_masked as phone, j.name as "projectName", u.building, u.floor, u.layout,
         ${number('u.area_m2')} as "areaM2", ${number('u.total_price_fen')} as "totalPriceFen"
       from unit_confirmation c join party p on p.id = c.party_id join unit u on u.id = c.unit_id left join project j on j.id = c.project_id
       where c.id = $1`,
      [confirmationId],
    );
    if (!row || !opens(by, row)) return undefined;
    const over = row.state === 'CANCELLED' || row.state === 'EXPIRED';
    return {
      title: '房位确认单',
      number: row.formNo,
      ...(over ? { watermark: '作废' } : {}),
      parts: [
        {
          fields: [
            ['项目', row.projectName],
            ['房号', row.room],
            ['楼栋', `${row.building}栋`],
            ['楼层', String(row.floor)],
            ['户型', row.layout],
            ['建筑面积', `${row.areaM2.toFixed(2)} ㎡`],
            ['总价', money(row.totalPriceFen)],
          ],
        },
        {
          fields: [
            ['客户姓名', row.customerName],
            ['联系电话', row.phone ?? undefined],
            ['销售代表', row.consultant],
            ['开具时间', minute(row.issuedAt)],
            ['保留至', row.holdUntil],
            ['状态', words(states, row.state)],
            ['款项', words(deposits, row.depositKind)],
            ['收据号', row.receiptNo ?? undefined],
            ['金额', money(row.depositFen)],
            ['交款日期', row.paidOn ?? undefined],
            ['财务确认', row.confirmedBy ? `${row.confirmedBy} ${row.confirmedOn}` : undefined],
          ],
        },
        { label: '备注', text: row.cancelReason ?? undefined },
        { words: '本单仅确认上列房源在保留期内为客户保留;以财务确认收到定金为准。', small: true },
        { signatures: ['客户', '销售代表', '销控', '财务'] },
      ],
    };
  },
});
