import type { BuyerIdentity } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import type { Party, Sealer } from '@linli/parties';

/**
 * A contract names every buyer with his ID number: those given now are entered, and nobody may be left without one.
 * Refuses `contract.identity-missing` with the parties whose number is not known.
 */
export function identifyBuyers(buyers: readonly Party[], identities: readonly BuyerIdentity[], sealer: Sealer): void {
  for (const { partyId, idNumber } of identities) {
    const buyer = buyers.find(({ id }) => id === partyId);
    if (!buyer)
      throw refuse.rule('contract.not-a-buyer', '证件号码填给了不在认购书上的人，请核对买受人。', { partyId });
    buyer.changeContact('sales-office', { ...buyer.open(sealer), idNumber }, sealer);
  }
  const missing = buyers.filter(({ idNumberIndex }) => !idNumberIndex).map(({ id }) => id);
  if (missing.length > 0)
    throw refuse.rule('contract.identity-missing', '每位买受人都须登记证件号码，请补齐后再签约。', {
      partyIds: missing,
    });
}
