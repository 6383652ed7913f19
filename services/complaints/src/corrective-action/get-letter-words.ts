import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import {
  complaintReaders,
  concernedDepartments,
  GetLetterWords,
  type CorrectiveActionView,
  type DepartmentCode,
  type LetterWordsView,
} from '@linli/contracts';
import { noAction, readAction } from './read-action.js';

@Controller()
export class GetLetterWordsHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetLetterWords)
  async handle({ actionId }: GetLetterWords, by: Actor): Promise<LetterWordsView> {
    return letterWords(await readAction(this.reader, actionId, by), by);
  }
}

/** The letter in words: for the department it was sent to and those who read cases; for others there is none. */
export function letterWords(action: CorrectiveActionView, by: Actor): LetterWordsView {
  const { name: _name, service, roles } = concernedDepartments[action.department as DepartmentCode];
  if (by.service !== service && !by.has(...roles, ...complaintReaders)) throw noAction();
  const { id, letterNo, department, kind, complaintNo, meeting, cause, demand, requestedBy, requestedAt, dueOn } =
    action;
  const { withdrawal } = action;
  return {
    ...{ id, letterNo, department, kind, complaintNo, cause, demand },
    ...(meeting ? { metAt: meeting.heldAt, attendees: meeting.attendees } : {}),
    ...{ requestedBy, requestedAt, dueOn },
    ...(withdrawal
      ? { withdrawnAt: withdrawal.at, withdrawnBy: withdrawal.by, withdrawalReason: withdrawal.reason }
      : {}),
  };
}
