import { migrate } from '@linli/host';
import { complaints } from './service.js';

await migrate(complaints);
