import ExcelJS from 'exceljs';
import { Files } from '@linli/bus';
import {
  ApproveSaleChange,
  ConfirmDeposit,
  ExecuteSaleChange,
  FindUnits,
  GetUnit,
  ImportUnits,
  IssueUnitConfirmation,
  OpenProject,
  RecordDeposit,
  RequestCancellation,
  RegisterProspect,
  SignContract,
  Subscribe,
  type ContractView,
  type ProspectView,
  type SaleChangeView,
  type SubscriptionView,
  type UnitConfirmationView,
  type UnitImportView,
  type UnitView,
} from '@linli/contracts';
import { residentNumber } from '@linli/kernel';
import { another, colleague, ServiceUnderTest, type Person } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { salesOffice } from '../service.js';

export const consultant = colleague('SALES_CONSULTANT');
export const rival = another('SALES_CONSULTANT');
export const controller = colleague('INVENTORY_CONTROLLER');
export const finance = colleague('FINANCE_DEPT');
export const dutyStaff = colleague('DUTY_STAFF');
export const supervisor = colleague('SALES_SUPERVISOR');
export const manager = colleague('SALES_MANAGER');

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const HEADERS = ['楼栋', '单元', '楼层', '房号', '户型', '建筑面积', '总价'];

/** One row of 房源表: building, staircase, floor, room, layout, area, yuan. */
export type SheetRow = readonly [string, string, number, string, string, number, number];

export async function sheetOf(rows: readonly SheetRow[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('房源表');
  sheet.addRow(HEADERS);
  for (const row of rows) sheet.addRow([...row]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** The sales office under test, with one project on sale and units to sell. */
export class Office {
  private phones = 0;
  private contracts = 0;
  private stock: UnitView[] = [];

  private constructor(
    readonly dept: ServiceUnderTest,
    readonly projectId: string,
  ) {}

  static async open(projectId = 'binjiang'): Promise<Office> {
    const office = new Office(await ServiceUnderTest.start(AppModule, salesOffice), projectId);
    await office.dept.ask(manager, OpenProject, {
      code: projectId,
      name: '滨江壹号',
      city: '杭州',
      signingTermDays: 10,
    });
    const floors = Array.from({ length: 20 }, (_, i) => i + 1);
    await office.importSheet(
      await sheetOf(
        floors.flatMap((floor) =>
          ['01', '02', '03'].map((door): SheetRow => [
            '9栋',
            '1单元',
            floor,
            `${floor}${door}`,
            '三室',
            100,
            1_000_000,
          ]),
        ),
      ),
    );
    const { items } = await office.dept.ask(controller, FindUnits, { projectId, building: '9', limit: 100 });
    office.stock = items;
    return office;
  }

  stop(): Promise<void> {
    return this.dept.stop();
  }

  async upload(bytes: Uint8Array, owner: Person = controller): Promise<string> {
    return (await this.files.put(bytes, { name: '房源表.xlsx', type: XLSX, owner: owner.id })).fileId;
  }

  get files(): Files {
    return this.dept.service.app.get(Files, { strict: false });
  }

  async importSheet(bytes: Uint8Array): Promise<UnitImportView> {
    return this.dept.ask(controller, ImportUnits, { projectId: this.projectId, fileId: await this.upload(bytes) });
  }

  /** A unit that nobody has. */
  freeUnit(): UnitView {
    const unit = this.stock.pop();
    if (!unit) throw new Error('The office under test has sold everything; give it more units.');
    return unit;
  }

  unit(unitId: string): Promise<UnitView> {
    return this.dept.ask(controller, GetUnit, { unitId });
  }

  /** A phone that nobody has. */
  phone(): string {
    this.phones += 1;
    return `138${String(this.phones).padStart(8, '0')}`;
  }

  prospectForm(): RegisterProspect {
    const { projectId } = this;
    const form = { projectId, customerName: '王芳', contactKind: 'VISIT', intentGrade: 'A', channel: 'OUTDOOR' };
    return { ...form, phone: this.phone(), riskDisclosed: true, consent: true };
  }

  prospect(of: Person = consultant, form: Partial<RegisterProspect> = {}): Promise<ProspectView> {
    return this.dept.ask(of, RegisterProspect, { ...this.prospectForm(), ...form });
  }

  async reserved(unit = this.freeUnit()): Promise<UnitConfirmationView> {
    const { id: prospectId } = await this.prospect();
    return this.dept.ask(consultant, IssueUnitConfirmation, { unitId: unit.id, prospectId });
  }

  async paid(depositKind = 'EARNEST_MONEY', unit = this.freeUnit()): Promise<UnitConfirmationView> {
    const { id, version } = await this.reserved(unit);
    const deposit = { depositKind, depositFen: 5_000_000, receiptNo: 'SJ-1' };
    return this.dept.ask(consultant, RecordDeposit, { confirmationId: id, version, ...deposit });
  }

  async sold(depositKind = 'EARNEST_MONEY', unit = this.freeUnit()): Promise<UnitConfirmationView> {
    const { id, version } = await this.paid(depositKind, unit);
    return this.dept.ask(finance, ConfirmDeposit, { confirmationId: id, version });
  }

  async subscribed(more: Partial<Subscribe> = {}): Promise<SubscriptionView> {
    const { id } = await this.sold();
    return this.dept.ask(consultant, Subscribe, { confirmationId: id, ...more });
  }

  /** 退房: asked for, approved and carried out. */
  async cancelled({ id: subscriptionId }: { id: string }, refundFen = 0): Promise<SaleChangeView> {
    const asked = await this.dept.ask(consultant, RequestCancellation, { subscriptionId, refundFen, reason: '退房' });
    return this.carriedOut(asked);
  }

  /** A change that was asked for, after approval by the sales manager. */
  async carriedOut({ id: saleChangeId, version }: SaleChangeView): Promise<SaleChangeView> {
    const approved = await this.dept.ask(manager, ApproveSaleChange, { saleChangeId, version });
    return this.dept.ask(controller, ExecuteSaleChange, { saleChangeId, version: approved.version });
  }

  contractForm({ id, buyers }: SubscriptionView): SignContract {
    this.contracts += 1;
    return {
      subscriptionId: id,
      contractNo: `HT-${this.contracts}`,
      identities: buyers.map(({ partyId }, i) => ({
        partyId,
        idNumber: residentNumber(`11010119900307${String(100 + i)}`),
      })),
      totalPriceFen: 100_000_000,
      paymentMethod: 'LUMP_SUM',
      handoverDueOn: '2199-12-31',
    };
  }

  async signed(more: Partial<SignContract> = {}): Promise<ContractView> {
    return this.dept.ask(controller, SignContract, { ...this.contractForm(await this.subscribed()), ...more });
  }
}

/** What a loan needs in a contract. */
export const mortgage = {
  paymentMethod: 'MORTGAGE',
  loanBank: '工商银行',
  loanContractNo: 'JK-1',
  loanAmountFen: 60_000_000,
} as const;
