import { Controller } from '@nestjs/common';
import { Answers, Ask, Reader, type Actor } from '@linli/bus';
import { GetQuickEntry, type QuickEntryView } from '@linli/contracts';
import { findCallers } from './find-callers.js';
import { similarCases } from './similar-cases.js';

/** 快速录入: the caller by his phone, his units, and what is open about them already [REQ-161, REQ-164]. */
@Controller()
export class GetQuickEntryHandler {
  constructor(
    private readonly reader: Reader,
    private readonly ask: Ask,
  ) {}

  @Answers(GetQuickEntry)
  async handle({ phone, projectId, room, content }: GetQuickEntry, by: Actor): Promise<QuickEntryView> {
    const found = phone ? await findCallers(this.ask, phone, by) : [];
    const callers = (found ?? []).map(({ view }) => view);
    const partyIds = (found ?? []).flatMap((caller) => caller.partyIds);
    const told = projectId && room ? [{ projectId, room }] : [];
    const places = room ? told : callers.flatMap(({ units }) => units);
    const near = await similarCases(this.reader, { partyIds, places, projectId, content }, by);
    return { directoryAsked: found !== undefined, callers, ...near };
  }
}
