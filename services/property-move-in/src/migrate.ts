import { migrate } from '@linli/host';
import { propertyMoveIn } from './service.js';

await migrate(propertyMoveIn);
