import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { evenIfRefused, now, whenNotUnique, type Actor } from '@linli/bus';
import { Refusal, refuse } from '@linli/kernel';
import type { Policy } from '../policy/policy-on.js';
import { Ruling } from '../ruling/ruling.js';
import { holdsUnit } from '../unit-confirmation/holds-unit.js';
import { Prospect } from './prospect.js';

const alreadyYours = (prospectId?: string) =>
  refuse.conflict(
    'prospect.already-yours',
    '您已登记过这位客户，请在原登记表上填写追踪情况。',
    prospectId === undefined ? undefined : { prospectId },
  );

/** Says that it collides and who rules, and nothing of the other's customer. */
const collision = () =>
  refuse.conflict('prospect.collision', '该客户已有其他销售代表跟进，不能重复登记；请联系销售主管判定。', {
    ruledBy: 'SALES_SUPERVISOR',
  });

whenNotUnique('prospect_own_phone', alreadyYours);
whenNotUnique('prospect_phone', collision);
whenNotUnique('prospect_id_number', collision);

/** By what a person is recognised in a project, as blind indexes. */
export interface Likeness {
  readonly projectId: string;
  readonly phoneIndex: string;
  readonly idNumberIndex: string | null;
}

const ATTEMPTS = `select count(*)::int as many from ruling
  where claimant_id = ? and outcome = 'OWNER_KEEPS' and at > ?::timestamptz - interval '1 hour'`;

/** 防撞单: rules whether a consultant may register a customer; every ruling is on record, also when he is refused [REQ-084]. */
@Injectable()
export class Claim {
  constructor(private readonly em: EntityManager) {}

  /** Refuses what `RegisterProspect` says; a colleague's customer whose protection is over is released. */
  async make(likeness: Likeness, by: Actor, policy: Policy): Promise<void> {
    const allowed = policy['collision.attempts-per-hour'];
    if ((await this.attemptsOf(by)) >= allowed) throw tooMany(allowed);
    const { projectId, phoneIndex, idNumberIndex } = likeness;
    const alike = await this.em.find(Prospect, {
      projectId,
      state: { $in: ['FOLLOWED', 'BOUGHT'] },
      $or: [{ phoneIndex }, ...(idNumberIndex === null ? [] : [{ idNumberIndex }])],
    });
    const mine = alike.find(({ consultantId }) => consultantId === by.id);
    if (mine) throw alreadyYours(mine.id);
    for (const customer of alike) await this.rule(customer, by, allowed);
  }

  private async rule(customer: Prospect, by: Actor, allowed: number): Promise<void> {
    const held = await holdsUnit(this.em, customer.id);
    const outcome = customer.isProtected(now(), held) ? 'OWNER_KEEPS' : 'CLAIMANT_TAKES';
    const ruling = Ruling.on(customer, { outcome, claimant: by, holdsUnit: held, at: now() });
    if (outcome === 'OWNER_KEEPS') {
      evenIfRefused(async () => {
        if ((await this.attemptsOf(by)) + 1 === allowed) ruling.raiseAlarm(allowed);
        this.em.persist(ruling);
      });
      throw collision();
    }
    customer.release();
    this.em.persist(ruling);
    await this.em.flush(); // before the new entry, which is alike
  }

  /**
   * Collisions of the last hour. A refusal lets go of the lock before its ruling is written: of guesses in parallel some more than
   * allowed may pass, as many as run at the same moment, and the alarm is raised once all the same.
   */
  private async attemptsOf(by: Actor): Promise<number> {
    await this.em.execute('select pg_advisory_xact_lock(hashtext(?))', [`claims of ${by.id}`]);
    const [row] = await this.em.execute<{ many: number }[]>(ATTEMPTS, [by.id, now().toISOString()]);
    return row?.many ?? 0;
  }
}

const tooMany = (allowed: number) =>
  new Refusal(
    'too-many',
    'prospect.too-many-collisions',
    `一小时内撞单已达${allowed}次，暂不能登记新客户；请联系销售主管。`,
    { details: { allowed } },
  );
