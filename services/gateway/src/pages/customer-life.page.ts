import { Controller, Get, Header, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AskOptions } from '@linli/bus';
import {
  departments,
  GetCustomer,
  lifeContracts,
  lifeReaders,
  type CustomerLifeView,
  type CustomerView,
  type Department,
  type LifeFact,
} from '@linli/contracts';
import { For } from '../auth/access.js';
import { visitorOf } from '../auth/visitor.js';
import { inTrace } from '../http/trace.js';
import { Courier } from '../routes/courier.js';
import { NOT_KEPT } from '../routes/door.js';
import { asked } from './asked.js';
import { composed, type PartOf } from './composed.js';

const PART_MS = 2_000;
/** As many as a department takes in one question. */
const MOST_PARTIES = 200;

/** A customer's whole life: what every department knows of him, and who of them did not answer. */
export interface CustomerLifePage {
  readonly customer: CustomerView;
  readonly parts: Readonly<Record<Department, PartOf<CustomerLifeView>>>;
  /** Of all departments that answered, oldest first. */
  readonly facts: readonly (LifeFact & { readonly department: Department })[];
}

/** 客户全景: composed of all six departments; a missing one says so and hides nothing of the others [REQ-329]. */
@Controller('customers')
export class CustomerLifeController {
  constructor(private readonly courier: Courier) {}

  @Get(':customerId/life')
  @Header('cache-control', NOT_KEPT)
  @For(...lifeReaders)
  show(@Param() parameters: object, @Req() request: FastifyRequest): Promise<CustomerLifePage> {
    const { token } = visitorOf(request);
    const question = asked(GetCustomer, { ...(request.query as object), ...parameters });
    return inTrace(request, 'CustomerLife', async ({ correlationId, traceparent }) => {
      const options = { token, correlationId, traceparent };
      const customer = await this.courier.read(GetCustomer, question, options);
      const parts = await composed(this.questions(customer, options), PART_MS);
      return { customer, parts, facts: inOrder(parts) };
    });
  }

  private questions(
    { id: customerId, parties }: CustomerView,
    options: AskOptions,
  ): Record<Department, () => Promise<CustomerLifeView>> {
    const partyIds = parties.slice(0, MOST_PARTIES).map(({ partyId }) => partyId);
    const ask = (department: Department) => () =>
      this.courier.read(lifeContracts[department], { customerId, partyIds }, { ...options, timeoutMs: PART_MS });
    return Object.fromEntries(departments.map((department) => [department, ask(department)])) as Record<
      Department,
      () => Promise<CustomerLifeView>
    >;
  }
}

function inOrder(parts: CustomerLifePage['parts']): CustomerLifePage['facts'] {
  return departments
    .flatMap((department) => {
      const part = parts[department];
      return 'ok' in part ? part.facts.map((fact) => ({ department, ...fact })) : [];
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
