import {
  CheckDisclosure,
  DefineOwnCareNode,
  disclosureKinds,
  DisplayDisclosure,
  EndOwnCareNode,
  FileSalesCollateral,
  HoldUnit,
  RecordTraining,
  ReleaseUnits,
  ReviseSalesCollateral,
  SetHoldRatio,
  WithdrawSalesCollateral,
} from '@linli/contracts';
import { plusDays, plusMonths } from '@linli/kernel';
import { all, projectId, walk, type Office } from './office.js';
import { unitIn } from './units.js';

const notices: Readonly<Record<(typeof disclosureKinds)[number], string>> = {
  ADVERSE_FACTORS: '项目东侧200米规划城市高架,西侧有110千伏变电站。',
  FIVE_CERTIFICATES: '国有土地使用证、建设用地规划许可证、建设工程规划许可证、施工许可证、商品房预售许可证。',
  LIVING_CIRCLE: '1公里内有滨江小学、社区医院、地铁6号线江汉路站。',
  TIPS: '购房前请阅读风险提示书,谨慎选择贷款方式。',
  PARKING: '地下车位412个,按先签约先选的原则发售。',
  PURCHASE_FLOW: '看房、认购、签约、备案、按揭、交付、办证七步。',
  SERVICE_HOTLINE: '服务热线 0571-88000001,投诉热线 0571-88000002。',
  OPENING_PRICE: '一房一价表见销控台,均价21,500元/平方米。',
};

/** What stands and hangs in the sales hall: 公示, 项目销售资料, 培训, the project's own nodes, and 销控. */
export async function loadHall(office: Office): Promise<number> {
  await Promise.all([display(office), file(office), train(office), holdBack(office), careNodes(office)]);
  return disclosureKinds.length;
}

/** All eight notices; the opening price was replaced by a newer one, and a parking notice that had faded was taken down before. */
async function display(office: Office): Promise<void> {
  const supervisor = 'sales-supervisor';
  const parking = await office.make('faded', supervisor, DisplayDisclosure, {
    ...{ projectId, kind: 'PARKING', content: '地下车位400个。', place: '销售大厅西墙' },
  });
  await walk(parking, [
    [
      'ON_DISPLAY',
      office.step('faded', 'duty-staff', CheckDisclosure, { asItShould: false, finding: '车位数量与规划不符' }),
    ],
  ]);
  await office.make('first-price', supervisor, DisplayDisclosure, {
    ...{ projectId, kind: 'OPENING_PRICE', content: '首开均价20,800元/平方米。', place: '销售大厅东墙' },
  });
  await all(disclosureKinds, (kind) =>
    office.make(`notice-${kind}`, supervisor, DisplayDisclosure, {
      ...{ projectId, kind, content: notices[kind], place: '销售大厅东墙' },
      ...(kind === 'OPENING_PRICE' ? { validUntil: plusMonths(office.today, 3) } : {}),
    }),
  );
}

async function file(office: Office): Promise<void> {
  const papers = [
    ['SAND_TABLE', '滨江壹号总体沙盘', '1:150,含三栋住宅、会所和地下车库'],
    ['LAYOUT_PLAN', '三室两厅户型图', '102.36平方米,南北通透'],
    ['ADVERSE_FACTORS_OUTSIDE', '红线外不利因素', '东侧规划高架、西侧变电站'],
    ['PROMOTION', '开盘海报', '首开期间的推广文案'],
  ] as const;
  await all(papers, async ([kind, title, content]) => {
    const name = `paper-${kind}`;
    const made = await office.make(name, 'marketing-staff', FileSalesCollateral, { projectId, kind, title, content });
    if (kind === 'LAYOUT_PLAN') {
      const revised = { content: '102.36平方米,南北通透;阳台尺寸按最新审图修正' };
      if (made.currentNo === 1) await office.step(name, 'marketing-manager', ReviseSalesCollateral, revised)(made);
    }
    if (kind === 'PROMOTION') {
      const withdraw = office.step(name, 'marketing-manager', WithdrawSalesCollateral, { reason: '首开活动已结束' });
      await walk(made, [['CURRENT', withdraw]]);
    }
  });
}

async function train(office: Office): Promise<void> {
  const trainees = [
    { id: 'consultant', name: '李娜', score: 92 },
    { id: 'consultant-2', name: '张磊', score: 88 },
    { id: 'duty-staff', name: '郑强' },
  ];
  const lessons = [
    ['CARE_CONCEPT', '客户维系理念', '为什么每一次联系都要有记录'],
    ['CARE_DUTIES', '客户维系职责', '认购、签约、备案、放款各节点由谁联系'],
    ['DAILY', '本周案例复盘', '电话接听与风险提示的话术'],
  ] as const;
  await all(lessons, ([kind, topic, content], n) =>
    office.make(`training-${kind}`, 'sales-supervisor', RecordTraining, {
      ...{ projectId, kind, topic, content, heldOn: plusDays(office.today, n * 7 - 20), trainer: '蒋欣', trainees },
    }),
  );
}

/** 销控: the top of building 3 is kept back, more than the ratio asks for, and a first batch of it is released. */
async function holdBack(office: Office): Promise<void> {
  const inventory = 'inventory-controller';
  const reason = '样板间与工程抵款房,暂不销售';
  const keep = async (room: string, why: string) => {
    const hold = office.step(`hold.${room}`, inventory, HoldUnit, { reason: why });
    return walk(await unitIn(office, room), [['AVAILABLE', hold]]);
  };
  await all(['3-2-1801', '3-2-1802', '3-2-1803', '2-2-1801'], (room) => keep(room, reason));
  const batch = ['3-1-1801', '3-1-1802', '3-1-1803'];
  const units = await Promise.all(batch.map((room) => unitIn(office, room)));
  if (units.every(({ version }) => version < 3)) await all(batch, (room) => keep(room, '高区景观房,分批推出'));
  for (const [building, percent] of [
    [undefined, 1],
    ['3', 2.5],
  ] as const)
    await office.make(`ratio-${building ?? 'project'}`, inventory, SetHoldRatio, {
      ...{ projectId, percent, reason: '按首开去化情况调整', ...(building ? { building } : {}) },
    });
  await office.make('first-batch', inventory, ReleaseUnits, {
    ...{ projectId, name: '首批加推', unitIds: units.map(({ id }) => id), reason: '高区客户积累充足' },
  });
}

/** 其它维护节点: one in use, one that was given up. */
async function careNodes(office: Office): Promise<void> {
  for (const [name, anchor, days, used] of [
    ['签约后三十日交付准备提醒', 'SIGNED', 30, true],
    ['认购后当日回访', 'SUBSCRIBED', 0, false],
  ] as const) {
    const made = await office.make(`node-${anchor}`, 'sales-manager', DefineOwnCareNode, {
      projectId,
      name,
      anchor,
      days,
    });
    if (!used) await walk(made, [['ACTIVE', office.step(`node-${anchor}`, 'sales-manager', EndOwnCareNode)]]);
  }
}
