import type { ContractSigned } from '@linli/contracts';
import { v7 as uuid7 } from 'uuid';

let rooms = 1000;

/** A contract as the sales office tells it, of a unit of its own. */
export const contract = (changes: Partial<ContractSigned> = {}): ContractSigned => ({
  ...{
    contractId: uuid7(),
    contractNo: 'HT-1',
    subscriptionId: uuid7(),
    unitId: uuid7(),
    projectId: 'binjiang',
    room: `3-1-${++rooms}`,
  },
  ...{
    partyId: uuid7(),
    coBuyerPartyIds: [],
    paymentMethod: 'LUMP_SUM',
    totalPriceFen: 200_000_000,
    signedOn: '2025-06-01',
    handoverDueOn: '2026-06-30',
  },
  ...changes,
});
