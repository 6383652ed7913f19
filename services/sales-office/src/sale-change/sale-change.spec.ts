import { expect, test } from '@jest/globals';
import { changeTables } from '../migrations/026-changes.js';
import { refundWorkflow, type RefundState } from '../refund/refund.workflow.js';
import { Refund } from '../refund/refund.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { SaleChange } from './sale-change.js';
import { saleChangeWorkflow, type SaleChangeState } from './sale-change.workflow.js';

const at = new Date('2026-05-10T10:00:00+08:00');
const sale = {
  ...{ id: 's', projectId: 'binjiang', unitId: 'u', room: '3-1-1201', partyId: 'p' },
  ...{ consultantId: 'x', consultant: '李娜', agreedPriceFen: 100_000_000 },
};
const asked = (state: SaleChangeState = 'REQUESTED') =>
  Object.assign(
    SaleChange.request({ kind: 'DISCOUNT', reason: '老客户', newPriceFen: 98_000_000 }, sale, {
      ...{ formNo: 'BG-2026-000001', by: { id: 'x', name: '李娜' }, at },
      ...{ approverRole: 'SALES_MANAGER', matrixVersion: 1 },
    }),
    { state },
  );

test('a change is asked for, decided and carried out, in that order only [REQ-088]', () => {
  expect(changeTables.sql).toContain(`check (${saleChangeWorkflow.check('state')})`);
  expectOrder(saleChangeWorkflow, asked, {
    approve: (one) => one.approve('林涛', at),
    reject: (one) => one.reject('林涛', at, '不同意'),
    withdraw: (one) => one.withdraw(),
    execute: (one) => one.execute(sale, '韩雪', '2026-05-11'),
  });
});

test('what was decided is carried out only on the sale as it was decided upon', () => {
  for (const other of [{ unitId: 'v' }, { agreedPriceFen: 99_000_000 }])
    expect(codeOf(() => asked('APPROVED').execute({ ...sale, ...other }, '韩雪', '2026-05-11'))).toBe(
      'sale-change.overtaken',
    );
});

test('a refund is paid once, today or before', () => {
  const open = (state: RefundState = 'TO_PAY') => Object.assign(Refund.open(asked(), 5_000_000, 'TK-1'), { state });
  expect(changeTables.sql).toContain(`check (${refundWorkflow.check('state')})`);
  expectOrder(refundWorkflow, open, { pay: (one) => one.pay('PZ-1', '许静', '2026-05-11', '2026-05-11') });
  expect(codeOf(() => open().pay('PZ-1', '许静', '2026-05-12', '2026-05-11'))).toBe('refund.in-future');
});
