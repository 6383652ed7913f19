import { Controller } from '@nestjs/common';
import { Answers, Ask, Reader, type Actor } from '@linli/bus';
import { GetCorrectiveProof, type LetterProofView } from '@linli/contracts';
import { lettersOf, readAction } from './read-action.js';

@Controller()
export class GetCorrectiveProofHandler {
  constructor(
    private readonly reader: Reader,
    private readonly ask: Ask,
  ) {}

  @Answers(GetCorrectiveProof)
  async handle({ actionId, round }: GetCorrectiveProof, by: Actor): Promise<LetterProofView> {
    const { GetLetterProofForReader } = lettersOf(await readAction(this.reader, actionId, by));
    return this.ask.ask(GetLetterProofForReader, { letterId: actionId, round, readerId: by.id });
  }
}
