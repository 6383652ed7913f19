import { migrate } from '@linli/host';
import { infoSharing } from './service.js';

await migrate(infoSharing);
