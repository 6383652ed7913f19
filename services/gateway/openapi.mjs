/** Rewrites services/gateway/openapi.json from the contracts: `npm run openapi`. */
import { join } from 'node:path';
import { build } from '../../deploy/local/build.mjs';

process.chdir(join(import.meta.dirname, '..', '..'));
await build(['openapi'], new Map([['openapi', { main: join(import.meta.dirname, 'src', 'openapi', 'write.ts') }]]));
await import('../../dist/openapi/main.js');
