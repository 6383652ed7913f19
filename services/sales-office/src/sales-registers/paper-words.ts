import type { Actor } from '@linli/bus';
import type { BuyerView } from '@linli/contracts';
import { words } from '@linli/papers';
import { figureWords } from '../sales-figures/figure-words.js';

export const names = (buyers: readonly BuyerView[]): string => buyers.map(({ name }) => name).join('、');
export const coded = (code: string | null | undefined): string | undefined => words(figureWords, code);
export const inProjects = (by: Actor) => (by.seesAll ? undefined : by.projects);

/** 状态 of registers. */
export const states = {
  HELD: '销控',
  RESERVED: '定房',
  SOLD: '售出',
  SIGNED: '签约',
  HANDED_OVER: '交付',
  FILED: '已备案',
  LOAN_DISBURSED: '已放款',
  RESCINDED: '已解除',
  DRAFT: '待填写',
  FILLED: '已填写',
  CONFIRMED: '已确认',
  REPORTED: '已上报',
  IN_HAND: '处理中',
  SOLVED: '已解决',
  OPEN: '未结清',
  SETTLED: '已结清',
  CANCELLED: '已取消',
  REQUESTED: '已申请',
  APPROVED: '已批准',
  REJECTED: '未批准',
  WITHDRAWN: '已撤回',
  EXECUTED: '已执行',
  FOLLOWED: '跟进中',
  BOUGHT: '已定房',
  LOST: '流失',
  RELEASED: '已释放',
};
export const changes = {
  SWAP: '换房',
  CANCELLATION: '退房',
  PRICE: '改价',
  DISCOUNT: '优惠',
  NAME: '更名',
  RESCISSION: '解除合同',
};
export const problems = {
  PAYMENT: '付款',
  LOAN: '贷款',
  CONTRACT: '合同',
  UNIT: '房源',
  SERVICE: '服务',
  OWNERSHIP: '权属',
  OTHER: '其他',
};
