import type { Type } from '@nestjs/common';
import { exportsOf } from '@linli/contracts';
import type { Paper } from '../paper.js';
import { cancelsExport } from './cancel-export.js';
import { findsExports } from './find-exports.js';
import { findsPapers } from './find-papers.js';
import { getsExport } from './get-export.js';
import { startsExport } from './start-export.js';

/** The use cases by which people take registers and forms with them as files; every service has them. */
export function exports(service: string, papers: readonly Paper[]): Type[] {
  const names = papers.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new Error(`There are two papers called ${twice}.`);
  const contracts = exportsOf(service);
  return [
    findsPapers(contracts, papers),
    startsExport(contracts, papers),
    findsExports(contracts),
    getsExport(contracts),
    cancelsExport(contracts),
  ];
}
