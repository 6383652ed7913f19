import { migrate } from '@linli/host';
import { clientClub } from './service.js';

await migrate(clientClub);
