import {
  ApplyForData,
  ApproveDataRequest,
  dataRequestStates,
  EndDelegation,
  FileAllocation,
  FindCustomers,
  GrantDelegation,
  MergeCustomers,
  PlaceProject,
  ReceiveData,
  RegisterComplaint,
  RejectDataRequest,
  ReleaseData,
  ReviewDataRequest,
  SignDataRequest,
  type CustomerView,
  type DataRequestView,
} from '@linli/contracts';
import { plusDays, plusMonths } from '@linli/kernel';
import { deals } from './deals.js';
import { others } from './names.js';
import { all, effect, projectId, walk, type Office, type Step } from './office.js';

type RequestState = (typeof dataRequestStates)[number];

const RECORDS = 1_200;
// Each of its own: what is asked for one purpose within a month counts together, and soon is the general manager's.
const PRODUCTS = ['住宅开盘', '车位', '商铺', '洋房', '叠墅', '公寓', '储藏室', '写字楼', '会所', '二期'] as const;

/** 客户资源需求申请单 in each state, decided by the deputy general manager. */
export async function loadDataRequests(office: Office): Promise<number> {
  for (const project of [projectId, 'lakeside', 'garden']) {
    const director = project === projectId ? {} : { directorId: 'sales-director' };
    const place = { projectId: project, company: '邻里置业', ...director };
    await office.make(`place.${project}`, 'sales-admin', PlaceProject, place);
  }
  await all(dataRequestStates, (target) => apply(office, target));
  await Promise.all([allocate(office), delegate(office)]);
  return dataRequestStates.length;
}

async function apply(office: Office, target: RequestState): Promise<void> {
  const name = `request-${target}`;
  const product = PRODUCTS[dataRequestStates.indexOf(target) % PRODUCTS.length];
  const made = await office.make(name, 'department-supervisor', ApplyForData, {
    ...{
      purpose: `湖畔花园${product}推介`,
      kinds: ['OWNER', 'PROSPECT'],
      fields: ['NAME', 'PHONE'],
      requestedCount: RECORDS,
    },
    ...{ sourceProjectIds: [projectId], targetProjectIds: ['lakeside'] },
    ...{ useFrom: office.today, useTo: plusMonths(office.today, 1) },
  });
  const review = { kinds: ['OWNER', 'PROSPECT'], recordCount: RECORDS };
  const reviewed: Step<DataRequestView>[] = [
    ['DRAFT', office.step(name, 'department-head', SignDataRequest)],
    ['HEAD_SIGNED', office.step(name, 'sales-admin', ReviewDataRequest, review)],
  ];
  const reject = office.step(name, 'deputy-general-manager', RejectDataRequest, { opinion: '用途不明确' });
  const given: Step<DataRequestView>[] = [
    ...reviewed,
    ['REVIEWED', office.step(name, 'deputy-general-manager', ApproveDataRequest, { opinion: '同意' })],
    ['APPROVED', office.step(name, 'sales-admin', ReleaseData)],
    ['RELEASED', office.step(name, 'department-supervisor', ReceiveData, { securityPledge: true })],
  ];
  const way = given.findIndex(([from]) => from === target);
  await walk(made, target === 'REJECTED' ? [...reviewed, ['REVIEWED', reject]] : way < 0 ? given : given.slice(0, way));
}

/** 调配记录: what the sales director moved between the two projects in his charge. */
async function allocate(office: Office): Promise<void> {
  await office.make('allocation', 'sales-director', FileAllocation, {
    ...{ sourceProjectIds: ['garden'], targetProjectIds: ['lakeside'], recordCount: 300, purpose: '老业主置换推介' },
  });
}

/** 授权委托书: one that holds next week, one that was taken back. */
async function delegate(office: Office): Promise<void> {
  const absence = (fromIn: number) => ({
    ...{ fromOn: plusDays(office.today, fromIn), untilOn: plusDays(office.today, fromIn + 4), reason: '出差' },
  });
  await office.make('delegation', 'deputy-general-manager', GrantDelegation, {
    ...{ role: 'DEPUTY_GENERAL_MANAGER', standInId: 'general-manager', ...absence(7) },
  });
  const ended = await office.make('delegation-ended', 'manager-in-charge', GrantDelegation, {
    ...{ role: 'MANAGER_IN_CHARGE', standInId: 'manager-in-charge-2', ...absence(14) },
  });
  await walk(ended, [['GRANTED', office.step('delegation-ended', 'manager-in-charge', EndDelegation)]]);
}

/** One customer who complained under a second phone was found twice, and is merged. */
export async function mergeTwins(office: Office): Promise<void> {
  const { person, room } = deals.at(-1)!;
  const second = others[14]!.phone;
  const complaint = await office.make('twin', 'complaint-handler', RegisterComplaint, {
    ...{ projectId, channel: 'ONLINE', source: 'FROM_PROPERTY_COMPANY', customerKind: 'OWNER', room },
    ...{ customerName: person.name, phone: second, category: 'OTHER', urgency: 'NORMAL', content: '门禁卡失灵' },
    dueOn: plusDays(office.today, 5),
  });
  const known = (phone: string): Promise<CustomerView> =>
    effect(`the customer ${person.name}`, async () => {
      const { items } = await office.desk('customer-affairs').ask(FindCustomers, { phone });
      return items[0];
    });
  const [remains, twin] = [await known(person.phone), await known(second)];
  if (remains.id === twin.id || !twin.parties.some(({ partyId }) => partyId === complaint.partyId)) return;
  await office.make('twin', 'customer-affairs', MergeCustomers, {
    ...{ customerId: remains.id, fromCustomerId: twin.id, reason: '本人来电确认两个电话均为其本人' },
  });
}
