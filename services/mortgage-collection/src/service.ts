import { authorityTables, ownershipTables } from '@linli/bus';
import type { ServiceDefinition } from '@linli/host';
import { letterEntities, letterTables, letterWithdrawn } from '@linli/papers';
import { LoanAccount } from './loan-account/loan-account.js';
import { loansAndTitles } from './migrations/001-loans-and-titles.js';
import { rescissions } from './migrations/003-rescissions.js';
import { monthsClock } from './migrations/002-months-clock.js';
import { OverdueFeed } from './overdue/overdue-feed.js';
import { OverdueLoan } from './overdue-loan/overdue-loan.js';
import { TitleCase } from './title-case/title-case.js';

export const mortgageCollection: ServiceDefinition = {
  name: 'mortgage-collection',
  entities: [...letterEntities, TitleCase, LoanAccount, OverdueLoan, OverdueFeed],
  migrations: [
    ...authorityTables,
    loansAndTitles,
    monthsClock,
    letterTables,
    rescissions,
    letterWithdrawn,
    ownershipTables,
  ],
};
