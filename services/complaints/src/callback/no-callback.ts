import { refuse } from '@linli/kernel';

export const noCallback = () => refuse.notFound('callback.not-found', 'There is no such callback; check the id.');
