import { maskIdNumber, maskName, normaliseName, understoodIdNumber, type Sealer } from '@linli/parties';
import type { Debtor } from './overdue-loan.js';

export interface DebtorAsNamed {
  readonly customerName: string;
  readonly idNumber?: string;
}

/** The debtor of the overdue loan with this id. Refuses `party.id-number-not-understood`. */
export function sealDebtor(overdueLoanId: string, { customerName, idNumber }: DebtorAsNamed, sealer: Sealer): Debtor {
  const number = idNumber === undefined ? null : understoodIdNumber(idNumber);
  return {
    nameSealed: sealer.seal(customerName.trim(), `overdue_loan|name|${overdueLoanId}`),
    nameMasked: maskName(customerName),
    nameIndex: sealer.index('name', normaliseName(customerName)),
    idNumberSealed: number === null ? null : sealer.seal(number, `overdue_loan|id_number|${overdueLoanId}`),
    idNumberMasked: number === null ? null : maskIdNumber(number),
    idNumberIndex: number === null ? null : sealer.index('id-number', number),
  };
}
