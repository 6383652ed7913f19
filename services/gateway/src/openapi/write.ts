import { writeFile } from 'node:fs/promises';
import { requests } from '@linli/contracts';
import { written } from './written.js';

/** Rewrites the committed description: run it from the root of the repository after a contract has changed. */
await writeFile('services/gateway/openapi.json', written(requests));
