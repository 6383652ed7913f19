import { Controller } from '@nestjs/common';
import { Answers, Reader, type Actor } from '@linli/bus';
import { disclosureKinds, GetDisclosureBoard, type DisclosureBoardView } from '@linli/contracts';
import { disclosureColumns, viewOfRow, type DisclosureRow } from './disclosure.view.js';

/** Each of the eight must be on display and current [REQ-113]. */
@Controller()
export class GetDisclosureBoardHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetDisclosureBoard)
  async handle({ projectId }: GetDisclosureBoard, by: Actor): Promise<DisclosureBoardView> {
    by.mustSee(projectId, 'project');
    const rows = await this.reader.all<DisclosureRow & { expired: boolean }>(
      `select ${disclosureColumns}, coalesce(d.valid_until < (app_now() at time zone 'Asia/Shanghai')::date, false) as expired
       from disclosure d where d.project_id = $1 and d.state = 'ON_DISPLAY'`,
      [projectId],
    );
    const of = (kind: string) => rows.find((row) => row.kind === kind);
    const missing = disclosureKinds.filter((kind) => !of(kind));
    const outOfDate = disclosureKinds.filter((kind) => of(kind)?.expired);
    return {
      projectId,
      onDisplay: disclosureKinds.flatMap((kind) => {
        const { expired: _expired, ...row } = of(kind) ?? { expired: false };
        return 'id' in row ? [viewOfRow(row)] : [];
      }),
      ...{ missing, outOfDate, complete: missing.length === 0 && outOfDate.length === 0 },
    };
  }
}
