import {
  AssignTitleAgency,
  FileTitle,
  FindTitleCases,
  IssueCertificate,
  RegisterMortgage,
  ReleaseGuarantee,
  titleStates,
  type TitleCaseView,
} from '@linli/contracts';
import { owners, type Deal } from './deals.js';
import { all, effect, projectId, walk, type Office, type Step } from './office.js';
import type { Sales } from './sales.js';

/** 小产权证: one owner's case in each state, the others as they were opened; a rescinded contract has cancelled its own. */
export async function loadTitles(office: Office, sales: Sales): Promise<number> {
  const targets = titleStates.filter((state) => state !== 'OPENED' && state !== 'CANCELLED');
  await all(owners.slice(0, targets.length), (deal, i) => issue(office, sales, deal, targets[i]!));
  return owners.length;
}

async function issue(office: Office, sales: Sales, deal: Deal, target: TitleCaseView['state']): Promise<void> {
  const { name } = deal;
  const found = await titleOf(office, sales, deal);
  const day = office.today;
  const steps: readonly Step<TitleCaseView>[] = [
    ['OPENED', office.step(name, 'project-dept', AssignTitleAgency, { agency: '安信代理公司', termDays: 90 })],
    ['AGENCY_ASSIGNED', office.step(name, 'title-agency', FileTitle, { filedOn: day })],
    ['FILED', office.step(name, 'title-agency', IssueCertificate, { certificateNo: `CQ-${name}`, issuedOn: day })],
    [
      'CERTIFICATE_ISSUED',
      office.step(name, 'title-agency', RegisterMortgage, { registrationNo: `DY-${name}`, registeredOn: day }),
    ],
    ['MORTGAGE_REGISTERED', office.step(name, 'finance', ReleaseGuarantee, { releasedOn: day })],
  ];
  await walk(found, steps.slice(0, titleStates.indexOf(target as (typeof titleStates)[number])));
}

/** The case that the signed contract opens by itself, once it knows of the filing too: later it would change under our hands. */
async function titleOf(office: Office, sales: Sales, deal: Deal): Promise<TitleCaseView> {
  const { id: contractId } = sales.contractOf(deal);
  return effect(`the title case of ${deal.name}`, async () => {
    const { items } = await office.desk('customer-affairs').ask(FindTitleCases, { projectId, contractId });
    return items.find(({ contractFiledOn }) => contractFiledOn !== undefined);
  });
}
