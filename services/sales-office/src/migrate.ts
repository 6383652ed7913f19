import { migrate } from '@linli/host';
import { salesOffice } from './service.js';

await migrate(salesOffice);
