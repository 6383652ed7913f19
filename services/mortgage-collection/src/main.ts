import 'reflect-metadata';
import { startService } from '@linli/host';
import { AppModule } from './app.module.js';
import { mortgageCollection } from './service.js';

await startService(AppModule, mortgageCollection);
