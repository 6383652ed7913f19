import { refuse } from '@linli/kernel';

export const noCallback = () => refuse.notFound('callback.not-found', '没有这个回电安排，请核对编号。');
