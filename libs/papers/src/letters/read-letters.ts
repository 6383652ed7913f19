import { Controller, type Type } from '@nestjs/common';
import { Answers, Ask, Files, page, Reader, type Actor } from '@linli/bus';
import {
  concernedDepartments,
  departmentCodes,
  GetLetterWords,
  type LetterAnswersView,
  type LetterContracts,
  type LetterProofForReader,
  type LetterProofQuestion,
  type LetterProofView,
  type LetterQuestion,
  type LettersQuestion,
  type LetterWordsView,
  type PageOf,
  type WorkContactLetterView,
} from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { letterColumns, viewOfRow, type LetterRow } from './letter.view.js';
import { noLetter } from './work-contact-letter.js';

/** The departments of this colleague, or all of them for a service that asks. */
const departmentsOf = (by: Actor): string[] =>
  departmentCodes.filter((code) => by.service !== undefined || by.has(...concernedDepartments[code].roles));

async function letterFor(reader: Reader, letterId: string, by: Actor): Promise<LetterRow> {
  const row = await reader.one<LetterRow>(
    `select ${letterColumns} from work_contact_letter l where l.id = $1 and l.department = any($2)`,
    [letterId, departmentsOf(by)],
  );
  if (!row || !by.sees(row.projectId)) throw noLetter();
  return row;
}

interface KeptProof {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Lays a kept proof into the conduit for the one who reads it. */
async function layOut(
  reader: Reader,
  files: Files,
  letterId: string,
  round: number,
  owner: string,
): Promise<LetterProofView> {
  const proof = await reader.one<KeptProof>(
    'select name, type, bytes from letter_proof where letter_id = $1 and round = $2',
    [letterId, round],
  );
  if (!proof) throw refuse.notFound('letter-proof.not-found', '这次答复没有附证明材料，请查看答复内容。');
  const { fileId } = await files.put(proof.bytes, { name: proof.name, type: proof.type, owner });
  return { fileId, name: proof.name };
}

/** What people of a department, and complaints, read of the letters it received. */
export function readsLetters(contracts: LetterContracts): Type[] {
  const { FindWorkContactLetters, GetWorkContactLetter, GetLetterProof, GetLetterAnswers, GetLetterProofForReader } =
    contracts;

  @Controller()
  class FindWorkContactLettersHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(FindWorkContactLetters)
    async handle(asked: LettersQuestion, by: Actor): Promise<PageOf<WorkContactLetterView>> {
      const { projectId, state, open, cursor, limit } = asked;
      if (projectId !== undefined && !by.sees(projectId)) return { items: [] };
      return page(this.reader, {
        select: `${letterColumns} from work_contact_letter l`,
        where: {
          'l.department = any(?)': departmentsOf(by),
          'l.project_id = ?': projectId,
          'l.state = ?': state,
          "l.state in ('RECEIVED', 'ACKNOWLEDGED') and true = ?": open || undefined,
          'l.project_id = any(?)': projectId !== undefined || by.seesAll ? undefined : by.projects,
        },
        newestFirst: 'l.id',
        ownIndex: true,
        cursor,
        limit,
        view: (row: LetterRow) => viewOfRow(row),
      });
    }
  }

  @Controller()
  class GetWorkContactLetterHandler {
    constructor(
      private readonly reader: Reader,
      private readonly ask: Ask,
    ) {}

    @Answers(GetWorkContactLetter)
    async handle({ letterId }: LetterQuestion, by: Actor): Promise<WorkContactLetterView> {
      const letter = viewOfRow(await letterFor(this.reader, letterId, by));
      const words = await this.words(letterId);
      return words ? { ...letter, words } : letter;
    }

    /** A letter can be answered while complaints is away. */
    private async words(actionId: string): Promise<LetterWordsView | undefined> {
      return this.ask.ask(GetLetterWords, { actionId }, { timeoutMs: 2_000 }).catch(() => undefined);
    }
  }

  @Controller()
  class GetLetterProofHandler {
    constructor(
      private readonly reader: Reader,
      private readonly files: Files,
    ) {}

    @Answers(GetLetterProof)
    async handle({ letterId, round }: LetterProofQuestion, by: Actor): Promise<LetterProofView> {
      await letterFor(this.reader, letterId, by);
      return layOut(this.reader, this.files, letterId, round, by.id);
    }
  }

  @Controller()
  class GetLetterAnswersHandler {
    constructor(private readonly reader: Reader) {}

    @Answers(GetLetterAnswers)
    async handle({ letterId }: LetterQuestion, by: Actor): Promise<LetterAnswersView> {
      const { answers } = await letterFor(this.reader, letterId, by);
      return { answers };
    }
  }

  @Controller()
  class GetLetterProofForReaderHandler {
    constructor(
      private readonly reader: Reader,
      private readonly files: Files,
    ) {}

    @Answers(GetLetterProofForReader)
    async handle({ letterId, round, readerId }: LetterProofForReader, by: Actor): Promise<LetterProofView> {
      await letterFor(this.reader, letterId, by);
      return layOut(this.reader, this.files, letterId, round, readerId);
    }
  }

  return [
    ...[FindWorkContactLettersHandler, GetWorkContactLetterHandler, GetLetterProofHandler, GetLetterAnswersHandler],
    GetLetterProofForReaderHandler,
  ];
}
