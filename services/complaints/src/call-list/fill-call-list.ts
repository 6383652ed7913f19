import type { EntityManager } from '@mikro-orm/postgresql';
import type { CallListTarget, OpenCallList } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { Party } from '@linli/parties';
import { CallListEntry } from '../call-list-entry/call-list-entry.js';
import { Complaint } from '../complaint/complaint.js';
import type { CallList } from './call-list.js';

const MOST = 1_000;

interface Target {
  readonly party_id: string;
  readonly complaint_id: string | null;
}

/** Puts persons on a list, each once for each case; who stands there already is passed over. Refuses whom the department does not know. */
export async function addTargets(em: EntityManager, list: CallList, targets: readonly CallListTarget[]): Promise<void> {
  const wanted: Target[] = [];
  for (const { partyId, complaintId } of targets) {
    if ((partyId === undefined) === (complaintId === undefined))
      throw refuse.invalid('call-list.target-unclear', '每个对象须填 partyId 或 complaintId 中的一项。');
    const complaint = complaintId ? await em.findOne(Complaint, complaintId) : null;
    if (complaintId && complaint?.projectId !== list.projectId)
      throw refuse.notFound('complaint.not-found', '本项目没有这件案件，请核对编号。');
    const party = await em.findOne(Party, complaint?.partyId ?? partyId ?? '');
    if (!party) throw refuse.notFound('party.not-found', '本部门没有这位客户，请核对编号。');
    wanted.push({ party_id: party.id, complaint_id: complaintId ?? null });
  }
  await add(em, list, wanted);
}

type Draw = Pick<OpenCallList, 'caseState' | 'category' | 'urgency' | 'dueBefore'>;

/** Draws the cases of the list's project that fit, the oldest first. */
export async function drawFromCases(em: EntityManager, list: CallList, draw: Draw): Promise<void> {
  const conditions: string[] = [];
  const values: unknown[] = [list.projectId];
  for (const [condition, value] of [
    ['c.state = ?', draw.caseState],
    ['c.category = ?', draw.category],
    ['c.urgency = ?', draw.urgency],
    ['c.due_on < ?', draw.dueBefore],
  ] as const) {
    if (value === undefined) continue;
    conditions.push(`and ${condition}`);
    values.push(value);
  }
  const found = await em.execute<Target[]>(
    `select c.party_id, c.id as complaint_id from complaint c join party p on p.id = c.party_id
     where c.project_id = ? ${conditions.join(' ')} order by c.id limit ${MOST}`,
    values,
  );
  await add(em, list, found);
}

async function add(em: EntityManager, list: CallList, targets: readonly Target[]): Promise<void> {
  await em.flush();
  const present = await em.execute<Target[]>(
    'select party_id, complaint_id from call_list_entry where call_list_id = ?',
    [list.id],
  );
  const keyOf = ({ party_id, complaint_id }: Target) => `${party_id} ${complaint_id ?? ''}`;
  const taken = new Set(present.map(keyOf));
  for (const target of targets) {
    if (taken.has(keyOf(target))) continue;
    taken.add(keyOf(target));
    em.persist(CallListEntry.of(list, target.party_id, target.complaint_id));
  }
  if (taken.size > MOST) throw refuse.rule('call-list.too-long', '一份电话列表最多 1000 个号码，请分成几份。');
}
