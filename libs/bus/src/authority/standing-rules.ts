import type { MatrixLine } from '@linli/contracts';

const LIMIT_FEN = 5_000_000;
const toConfirm = '待确认';

const salesChange = (decision: MatrixLine['decision']): MatrixLine[] => [
  { decision, toFen: LIMIT_FEN, approverRole: 'SALES_MANAGER', remark: toConfirm },
  { decision, fromFen: LIMIT_FEN + 1, approverRole: 'SALES_DIRECTOR', remark: toConfirm },
];

/**
 * Version 2 of the authority matrix, with which every service begins: 002 篇3 二.a-c (X41 to X43), 001 §3.1, §4.4.4 (X24), §4.5.1 (X28),
 * §4.9 (X32). The sources name nobody for changes of a sale: up to 50,000 CNY the sales manager, above the sales director, to be confirmed.
 * It stands in migrations and is never edited; what follows is published.
 */
export const standingRules: readonly MatrixLine[] = [
  { decision: 'DATA_REQUEST', scope: 'OWN_PROJECTS', toCount: 2000, approverRole: 'SALES_DIRECTOR' },
  { decision: 'DATA_REQUEST', scope: 'OWN_PROJECTS', fromCount: 2001, approverRole: 'GENERAL_MANAGER' },
  { decision: 'DATA_REQUEST', scope: 'INTERNAL', toCount: 2000, approverRole: 'DEPUTY_GENERAL_MANAGER' },
  { decision: 'DATA_REQUEST', scope: 'INTERNAL', fromCount: 2001, approverRole: 'GENERAL_MANAGER' },
  { decision: 'DATA_REQUEST', scope: 'CROSS_COMPANY', approverRole: 'GENERAL_MANAGER' },
  { decision: 'COMPLAINT_PLAN', approverRole: 'MANAGER_IN_CHARGE' },
  { decision: 'TITLE_AGENCY', approverRole: 'EXECUTIVE_IN_CHARGE' },
  { decision: 'CLUB_FOUNDING', approverRole: 'LEADERSHIP' },
  { decision: 'CLUB_ACTIVITY', approverRole: 'MANAGER_IN_CHARGE' },
  { decision: 'SYMPOSIUM', approverRole: 'MANAGER_IN_CHARGE' },
  ...salesChange('UNIT_SWAP'),
  ...salesChange('SUBSCRIPTION_CANCELLATION'),
  ...salesChange('PRICE_CHANGE'),
  ...salesChange('DISCOUNT'),
  { decision: 'NAME_CHANGE', approverRole: 'SALES_MANAGER', remark: toConfirm },
  ...salesChange('PAYMENT_DEFERRAL'),
  ...salesChange('REFUND'),
];
