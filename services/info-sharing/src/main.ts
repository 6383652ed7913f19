import 'reflect-metadata';
import { startService } from '@linli/host';
import { AppModule } from './app.module.js';
import { infoSharing } from './service.js';

await startService(AppModule, infoSharing);
