import { migrate } from '@linli/host';
import { mortgageCollection } from './service.js';

await migrate(mortgageCollection);
