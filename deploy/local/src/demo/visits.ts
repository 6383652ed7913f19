import {
  CompleteVisit,
  ConfirmDailyLog,
  HandInDailyLog,
  LogVisit,
  receptionStandards,
  receptionSteps,
  salesChannels,
  ScoreReception,
  tickedSteps,
  type VisitView,
} from '@linli/contracts';
import { plusDays, type Day } from '@linli/kernel';
import { others } from './names.js';
import { all, projectId, walk, type Office } from './office.js';

const DAYS = 7;
const concerns = [['学区', '交付时间'], ['价格', '户型'], ['车位'], ['物业费', '学区']] as const;
const grades = ['B', 'C', 'C', 'D'] as const;

/** 来电来访客户记录 of a week: half of the visits completed by who received them, some of those scored by the supervisor. */
export async function loadVisits(office: Office): Promise<number> {
  const visitors = others.slice(0, 12);
  await all(visitors, async (person, n) => {
    const day = plusDays(office.today, -(n % DAYS) - 1);
    const visit = await office.make(`visitor-${n}`, 'duty-staff', LogVisit, {
      ...{ projectId, kind: n % 3 === 0 ? 'CALL' : 'VISIT', customerName: person.name, phone: person.phone },
      ...{ at: at(day, 10 + (n % 6)), channel: salesChannels[n % salesChannels.length]!, partySize: 1 + (n % 3) },
      ...{ concerns: [...concerns[n % concerns.length]!], intentGrade: grades[n % grades.length]! },
    });
    if (n % 2 === 0) await receive(office, visit, n, day);
  });
  await all(
    Array.from({ length: DAYS + 1 }, (_, back) => plusDays(office.today, -back)),
    (day) => handIn(office, day),
  );
  return visitors.length;
}

const at = (day: Day, hour: number): string => new Date(`${day}T${hour}:20:00+08:00`).toISOString();

async function receive(office: Office, made: VisitView, n: number, day: Day): Promise<void> {
  const consultant = n % 4 === 0 ? 'consultant' : 'consultant-2';
  const record = { leftAt: at(day, 11 + (n % 6)), remark: '对三室户型有意向,约周末再来' };
  const guided = { doneSteps: [...tickedSteps], riskProof: `FX-${day}-${n}`, accompaniedBy: '李娜' };
  const completed = await walk(made, [
    [
      'LOGGED',
      office.step(`visitor-${n}`, consultant, CompleteVisit, made.kind === 'CALL' ? record : { ...record, ...guided }),
    ],
  ]);
  if (completed.kind === 'CALL') return;
  await office.make(`visitor-${n}`, 'sales-supervisor', ScoreReception, {
    visitId: completed.id,
    steps: receptionSteps.map((step, i) => ({ step, points: 3 + ((n + i) % 3) })),
    standards: receptionStandards.slice(n % 2),
    remark: '讲解清楚,送客环节可再主动一些',
  });
}

/** The log of each day is handed in, and signed for by the supervisor; that of today is not yet. */
async function handIn(office: Office, day: Day): Promise<void> {
  const log = await office.make(`log-${day}`, 'duty-staff', HandInDailyLog, { projectId, day });
  if (day < office.today)
    await walk(log, [['HANDED_IN', office.step(`log-${day}`, 'sales-supervisor', ConfirmDailyLog)]]);
}
