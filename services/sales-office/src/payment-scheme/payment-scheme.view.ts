import type { PaymentSchemeView } from '@linli/contracts';
import { columns } from '../view/rows.js';
import type { PaymentScheme } from './payment-scheme.js';

export const paymentSchemeColumns = `${columns('x', 'id version projectId name paymentMethod parts enteredBy')}, x.valid_from::text as "validFrom"`;

export function view(scheme: PaymentScheme): PaymentSchemeView {
  const { id, version, projectId, name, paymentMethod, parts, validFrom, enteredBy } = scheme;
  return { id, version, projectId, name, paymentMethod, parts, validFrom, enteredBy };
}
