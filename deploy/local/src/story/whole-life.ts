import type { CustomerView, Department, LifeFact } from '@linli/contracts';
import type { Desks } from '../demo/desks.js';
import { pad } from '../runner/table.js';

type Part =
  { readonly ok: true; readonly facts: readonly LifeFact[] } | { readonly missing: true; readonly message: string };

interface LifePage {
  readonly customer: CustomerView;
  readonly parts: Readonly<Record<Department, Part>>;
  readonly facts: readonly (LifeFact & { readonly department: Department })[];
}

const names: Readonly<Record<Department, string>> = {
  'sales-office': '售楼部',
  'mortgage-collection': '按揭与产权',
  'property-move-in': '物业入住',
  complaints: '投诉',
  'client-club': '客户会',
  'info-sharing': '客户信息库',
};

const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** The composed view of the gateway as a table, and who of the departments did not answer. */
export async function wholeLife(desks: Desks, customerId: string): Promise<string> {
  const { customer, parts, facts } = await desks.of('sales-manager').read<LifePage>(`/customers/${customerId}/life`);
  const rows = facts.map(({ at, department, title, state, room }) =>
    [clock.format(new Date(at)), pad(names[department], 12), pad(title, 44), pad(state ?? '', 20), room ?? ''].join(
      '  ',
    ),
  );
  const missing = Object.entries(parts).flatMap(([department, part]) =>
    'missing' in part ? [`${names[department as Department]}:${part.message}`] : [],
  );
  const head = `${customer.name}  ${customer.phone ?? ''}  ${facts.length} 件事,${new Set(facts.map((fact) => fact.department)).size} 个部门`;
  return [head, ...rows, ...missing].map((line) => `  ${line.trimEnd()}`).join('\n');
}
