import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Actor, Reader } from '@linli/bus';
import { CancelUnitConfirmation, exportsOf, Role, type UnitConfirmationView } from '@linli/contracts';
import type { Form, PrintedField } from '@linli/papers';
import { day, readSheet, text, yuanToFen, type SheetDefinition } from '@linli/sheets';
import { eventually } from '@linli/testing';
import { consultant, finance, Office, rival } from '../test/office.js';
import { unitConfirmationForm } from './unit-confirmation-papers.js';

const { GetExport, StartExport } = exportsOf('sales-office');
const sheet: SheetDefinition<{ formNo: string; name: string; depositFen?: number; paidOn?: string }> = {
  form: '房位确认单一览表',
  columns: {
    formNo: { header: '编号', required: true, parse: text },
    name: { header: '客户姓名', required: true, parse: text },
    depositFen: { header: '金额', required: false, parse: yuanToFen },
    paidOn: { header: '交款日期', required: false, parse: day },
  },
};

describe('房位确认单 on paper', () => {
  let office: Office;
  let paid: UnitConfirmationView;
  let reserved: UnitConfirmationView;
  beforeAll(async () => {
    office = await Office.open();
    paid = await office.paid();
    reserved = await office.reserved();
  }, 60_000);
  afterAll(() => office.stop());

  const filled = async (
    confirmationId: string,
    id = consultant.id,
    roles: readonly Role[] = [Role.SALES_CONSULTANT],
  ) => {
    const reader = office.dept.service.app.get(Reader, { strict: false });
    const by = new Actor(id, '某人', roles, ['*'], 'linli', '');
    return (unitConfirmationForm as Form).fill(
      { confirmationId },
      { reader, by, ask: office.dept.service.connection.ask },
    );
  };
  const fieldsOf = (printed: Awaited<ReturnType<typeof filled>>): Map<string, PrintedField[1]> =>
    new Map(printed?.parts.flatMap((part) => ('fields' in part ? part.fields : [])));

  test('the form says unit, price and deposit in figures and in capitals, the customer masked [REQ-069]', async () => {
    const printed = await filled(paid.id);
    expect(printed).toMatchObject({ title: '房位确认单', number: paid.formNo });
    const fields = fieldsOf(printed);
    expect(['项目', '房号', '客户姓名', '总价', '款项', '金额'].map((label) => fields.get(label))).toEqual([
      '滨江壹号',
      paid.room,
      '王*',
      '¥1,000,000.00(大写:人民币壹佰万元整)',
      '定金',
      '¥50,000.00(大写:人民币伍万元整)',
    ]);
    expect(printed?.watermark).toBeUndefined();
  });

  test('without a deposit its fields are blank; of a cancelled one every page says 作废', async () => {
    expect(fieldsOf(await filled(reserved.id)).get('金额')).toBeUndefined();
    const { id: confirmationId, version } = reserved;
    await office.dept.ask(consultant, CancelUnitConfirmation, { confirmationId, version, reason: '客户放弃' });
    expect((await filled(confirmationId))?.watermark).toBe('作废');
  });

  test('a colleague has no such paper, finance has it', async () => {
    expect(await filled(paid.id, rival.id)).toBeUndefined();
    expect(await filled(paid.id, finance.id, [Role.FINANCE_DEPT])).toMatchObject({ number: paid.formNo });
  });

  test('the register holds those of the asker, the money in yuan with its total', async () => {
    const rowsOf = async (person: typeof consultant) => {
      const { id } = await office.dept.ask(person, StartExport, {
        paper: 'unit-confirmation-register',
        format: 'XLSX',
      });
      const { fileId } = await eventually(async () => {
        const view = await office.dept.ask(person, GetExport, { exportId: id });
        return view.state === 'DONE' ? view : undefined;
      }, 'the export never ended');
      return (await readSheet((await office.files.own(fileId!, person.id)).bytes, sheet)).rows.map(
        ({ values }) => values,
      );
    };
    expect(await rowsOf(consultant)).toEqual([
      { formNo: paid.formNo, name: '王*', depositFen: 5_000_000, paidOn: paid.paidOn },
      { formNo: reserved.formNo, name: '王*' },
    ]);
    expect(await rowsOf(rival)).toEqual([]);
  });
});
