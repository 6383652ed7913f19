import {
  AssignTitleAgency,
  CureOverdueLoan,
  FileTitle,
  FindTitleCases,
  IssueCertificate,
  RecordOverdueLoan,
  RegisterMortgage,
  ReleaseGuarantee,
  type TitleCaseView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { projectId } from '../demo/office.js';
import type { Purchase } from './buying.js';
import type { Family } from './family.js';
import type { Teller } from './teller.js';

/** An instalment forgotten and paid, then the certificate, the mortgage and the end of the guarantee, in their order. */
export async function getTitle(story: Teller, family: Family, { contract }: Purchase): Promise<void> {
  story.chapter('按揭与产权');
  await forgetInstalment(story, family);
  const { stamp, today } = family;
  const { items } = await story.does(
    'customer-affairs',
    '查看小产权证',
    (desk) => desk.ask(FindTitleCases, { contractId: contract.id }),
    ({ items: [found] }) => `${found?.room ?? ''} ${found?.state ?? ''}`,
  );
  const shown = ({ state, allowed }: TitleCaseView) => `小产权证 ${state},可办:${allowed.join('、') || '已办结'}`;
  let title = items[0]!;
  const agency = { agency: '安信代理公司', termDays: 90 };
  title = await story.does(
    'project-dept',
    '委托代理公司',
    (desk) => desk.step(AssignTitleAgency, title, agency),
    shown,
  );
  title = await story.does('title-agency', '报件', (desk) => desk.step(FileTitle, title, { filedOn: today }), shown);
  const certificate = { certificateNo: `CQ-${stamp}`, issuedOn: today };
  title = await story.does(
    'title-agency',
    '取得产权证',
    (desk) => desk.step(IssueCertificate, title, certificate),
    shown,
  );
  const registration = { registrationNo: `DY-${stamp}`, registeredOn: today };
  title = await story.does(
    'title-agency',
    '抵押登记',
    (desk) => desk.step(RegisterMortgage, title, registration),
    shown,
  );
  await story.does(
    'finance',
    '撤销按揭担保',
    (desk) => desk.step(ReleaseGuarantee, title, { releasedOn: today }),
    shown,
  );
}

async function forgetInstalment(story: Teller, { stamp, today, name, unit }: Family): Promise<void> {
  const overdue = await story.does(
    'finance',
    '登记按揭逾期 20,000.01 元',
    (desk) =>
      desk.ask(RecordOverdueLoan, {
        ...{ projectId, loanContractNo: `JK-${stamp}`, customerName: name, room: unit.room, asOf: today },
        ...{ overdueSince: plusDays(today, -5), overdueAmountFen: 2_000_001 },
      }),
    ({ state, reasons }) => `逾期 ${state}(${reasons.join('、')})`,
  );
  await story.does(
    'finance',
    '逾期款还清',
    (desk) => desk.step(CureOverdueLoan, overdue, { curedOn: today }),
    ({ state }) => `逾期 ${state}`,
  );
}
