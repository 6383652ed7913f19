/** A call that the exchange is asked to make: it rings on our line first, then at the customer's. */
export interface Dialling {
  /** The same for every attempt: an exchange that has it already does not dial again, and names the call by it in its news. */
  readonly exchangeCallId: string;
  /** Our line. */
  readonly from: string;
  /** The customer's number, known only here and only now. */
  readonly to: string;
}

/** The telephone exchange (交换机). Its news of calls come back by ReportCallEvent. Throws DiallingRefused when it will not make a call. */
export abstract class Exchange {
  abstract dial(dialling: Dialling, signal: AbortSignal): Promise<void>;
  /** Erases a recording; one that is gone already is erased. */
  abstract erase(reference: string, signal: AbortSignal): Promise<void>;
}

/** The exchange will not make this call, now or later. */
export class DiallingRefused extends Error {
  override readonly name = 'DiallingRefused';
}
