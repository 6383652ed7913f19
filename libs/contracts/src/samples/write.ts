import { events, requests } from '../catalogue.js';
import { writeMissing } from './shelf.js';

const written = writeMissing([...requests, ...events], 'libs/contracts/samples');
process.stdout.write(written.length === 0 ? 'no sample was missing\n' : `written: ${written.join(', ')}\n`);
