import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, On } from '@linli/bus';
import { letterContracts, letterServices, type LetterService } from '@linli/contracts';
import { keptDuty, startClock } from './action-clocks.js';
import { CorrectiveAction } from './corrective-action.js';

function hearsOfLettersIn(service: LetterService): Type[] {
  const { LetterAcknowledged, LetterCarriedOut } = letterContracts[service];

  @Controller()
  class NoteLetterAcknowledged {
    constructor(private readonly em: EntityManager) {}

    @On(LetterAcknowledged, { as: 'note-letter-acknowledged' })
    async handle({ letterId }: { letterId: string }): Promise<void> {
      const action = await this.em.findOne(CorrectiveAction, letterId);
      if (!action?.hearAcknowledged(now())) return; // of a letter from before a restore, or known already
      await keptDuty('ACKNOWLEDGE', action);
    }
  }

  @Controller()
  class NoteLetterCarriedOut {
    constructor(private readonly em: EntityManager) {}

    @On(LetterCarriedOut, { as: 'note-letter-carried-out' })
    async handle({ letterId, round, staffId }: { letterId: string; round: number; staffId: string }): Promise<void> {
      const action = await this.em.findOne(CorrectiveAction, letterId);
      if (!action?.hearCarriedOut(round, staffId, now())) return; // of a round that is over, or known already
      await keptDuty('CARRY_OUT', action);
      await startClock('CHECK_EFFECT', action);
    }
  }

  return [NoteLetterAcknowledged, NoteLetterCarriedOut];
}

/** What the departments do about 工作联系函 comes back from each of them [REQ-150]. */
export const hearsOfLetters: readonly Type[] = letterServices.flatMap(hearsOfLettersIn);
