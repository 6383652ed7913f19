import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import {
  concernedDepartments,
  CorrectiveActionConfirmed,
  CorrectiveActionRequested,
  CorrectiveActionReturned,
  CorrectiveActionWithdrawn,
  letterContracts,
  type DepartmentCode,
  type LetterService,
} from '@linli/contracts';
import { answersLetters } from './answer-letters.js';
import { readsLetters } from './read-letters.js';
import { LetterProof, WorkContactLetter } from './work-contact-letter.js';

export const letterEntities = [WorkContactLetter, LetterProof];

function receivesLetters(service: LetterService): Type {
  @Controller()
  class ReceiveWorkContactLetter {
    constructor(private readonly em: EntityManager) {}

    @On(CorrectiveActionRequested, { as: 'receive-work-contact-letter' })
    async handle(requested: CorrectiveActionRequested): Promise<void> {
      if (concernedDepartments[requested.department as DepartmentCode].service !== service) return; // for others
      this.em.persist(WorkContactLetter.receive(requested, now()));
    }
  }
  return ReceiveWorkContactLetter;
}

@Controller()
class AskAgainByWorkContactLetter {
  constructor(private readonly em: EntityManager) {}

  @On(CorrectiveActionReturned, { as: 'ask-again-by-work-contact-letter' })
  async handle({ actionId, round, dueOn }: CorrectiveActionReturned): Promise<void> {
    const letter = await this.em.findOne(WorkContactLetter, actionId);
    letter?.askAgain(round, dueOn); // one that is not here was sent to others
  }
}

@Controller()
class SettleWorkContactLetter {
  constructor(private readonly em: EntityManager) {}

  @On(CorrectiveActionConfirmed, { as: 'settle-work-contact-letter' })
  async handle({ actionId }: CorrectiveActionConfirmed): Promise<void> {
    const letter = await this.em.findOne(WorkContactLetter, actionId);
    letter?.settle(); // one that is not here was sent to others
  }
}

@Controller()
class WithdrawWorkContactLetter {
  constructor(private readonly em: EntityManager) {}

  @On(CorrectiveActionWithdrawn, { as: 'withdraw-work-contact-letter' })
  async handle({ actionId }: CorrectiveActionWithdrawn): Promise<void> {
    const letter = await this.em.findOne(WorkContactLetter, actionId);
    letter?.withdraw(); // one that is not here was sent to others
  }
}

/**
 * All that a service does about 工作联系函: it receives those for its departments, has them signed for and carried out with proof, and
 * tells so. Into its module, beside `letterEntities`, `letterTables` and `letterWithdrawn` [REQ-150, REQ-152].
 */
export const takesLetters = (service: LetterService): readonly Type[] => [
  receivesLetters(service),
  AskAgainByWorkContactLetter,
  SettleWorkContactLetter,
  WithdrawWorkContactLetter,
  ...answersLetters(letterContracts[service]),
  ...readsLetters(letterContracts[service]),
];
