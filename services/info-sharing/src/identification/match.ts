/** A customer who may be the person, as far as the directory knows him without the party in question. */
export interface Candidate {
  readonly customerId: string;
  readonly idNumbers: readonly string[];
  readonly sameIdNumber: boolean;
  readonly samePhone: boolean;
  readonly sameName: boolean;
  /** The party is known as this customer already. */
  readonly current: boolean;
}

export interface Match {
  /** Undefined: nobody yet, a new customer. */
  readonly customerId: string | undefined;
  /** Customers with the same phone, or known so far, who are perhaps the same person. */
  readonly doubtful: readonly string[];
}

/**
 * Who a person is. The ID number decides before everything; whom a department knows already stays who he is while his ID number
 * does not say otherwise; then the phone, among several with the same phone the one with the same name, else the one known longest.
 * Two ID numbers are two persons, also with one phone: that is noted and left to 客户事务部. `candidates`: known longest first.
 */
export function match(candidates: readonly Candidate[], idNumber: string | null): Match {
  const fits = ({ idNumbers }: Candidate) =>
    idNumber === null || idNumbers.length === 0 || idNumbers.includes(idNumber);
  const byPhone = candidates.filter(({ samePhone }) => samePhone).filter(fits);
  const found =
    candidates.find(({ sameIdNumber }) => sameIdNumber) ??
    candidates.filter(({ current }) => current).find(fits) ??
    byPhone.find(({ sameName }) => sameName) ??
    byPhone[0];
  const others = candidates.filter((each) => each !== found && (each.samePhone || each.current));
  return { customerId: found?.customerId, doubtful: others.map(({ customerId }) => customerId) };
}
