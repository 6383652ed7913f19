import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import type { ClockContracts, ClockPolicyPublication, ClockPolicyView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import type { Actor } from '../actor.js';
import { whenNotUnique } from '../commands.js';
import { Handles } from '../decorators.js';
import { now } from '../use-case.js';
import { ClockPolicy } from './clock-policy.js';
import { view } from './clock-policy.view.js';

whenNotUnique('clock_policy_rule_version', () =>
  refuse.conflict('clock-policy.published-meanwhile', '有人刚刚公布了新版，请先查看再公布您的版本。'),
);

export function publishesClockPolicy({ PublishClockPolicy }: ClockContracts): Type {
  @Controller()
  class PublishClockPolicyHandler {
    constructor(private readonly em: EntityManager) {}

    @Handles(PublishClockPolicy)
    async handle(form: ClockPolicyPublication, by: Actor): Promise<ClockPolicyView> {
      const [latest] = await this.em.find(
        ClockPolicy,
        { rule: form.rule },
        { orderBy: { policyVersion: 'desc' }, limit: 1 },
      );
      if (!latest) throw refuse.notFound('clock-policy.not-found', '没有这条时限规则，请核对规则名称。');
      const policy = latest.next(form, { name: by.name, at: now(), today: dayOf(now()) });
      this.em.persist(policy);
      return view(policy);
    }
  }
  return PublishClockPolicyHandler;
}
