import { Controller } from '@nestjs/common';
import { Answers, Ask, Reader, type Actor } from '@linli/bus';
import { GetCorrectiveAction, type CorrectiveActionView } from '@linli/contracts';
import { readAction, withAnswers } from './read-action.js';

@Controller()
export class GetCorrectiveActionHandler {
  constructor(
    private readonly reader: Reader,
    private readonly ask: Ask,
  ) {}

  @Answers(GetCorrectiveAction)
  async handle({ actionId }: GetCorrectiveAction, by: Actor): Promise<CorrectiveActionView> {
    return withAnswers(this.ask, await readAction(this.reader, actionId, by));
  }
}
