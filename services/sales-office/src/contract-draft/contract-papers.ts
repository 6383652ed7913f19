import { GetContract, GetContractDraft, type BuyerView, type SpecialClause } from '@linli/contracts';
import { form, money, words, type Paper, type Printed } from '@linli/papers';
import { contractColumns, type ContractRow } from '../contract/contract.view.js';
import { opens } from '../prospect/book.js';
import { figureWords } from '../sales-figures/figure-words.js';
import { number } from '../view/rows.js';
import { contractDraftColumns, draftWithSubscription, type ContractDraftRow } from './contract-draft.view.js';

interface Place {
  readonly projectName: string;
  readonly building: string;
  readonly floor: number;
  readonly layout: string | null;
  readonly areaM2: number;
}

interface Terms {
  readonly contractNo: string;
  readonly room: string;
  readonly buyers: readonly BuyerView[];
  readonly consultant: string;
  readonly paymentMethod: string;
  readonly totalPriceFen: number;
  readonly downPaymentFen: number | null;
  readonly loanBank: string | null;
  readonly loanContractNo: string | null;
  readonly loanAmountFen: number | null;
  readonly handoverDueOn: string;
  readonly specialClauses: readonly SpecialClause[];
}

const place = `j.name as "projectName", u.building, u.floor, u.layout, ${number('u.area_m2')} as "areaM2"`;
const clauseLine = ({ text, debtor, dueOn }: SpecialClause, i: number) =>
  [`${i + 1}. ${text}`, debtor && `义务方:${debtor}`, dueOn && `期限:${dueOn}`].filter(Boolean).join(' ');

/** The terms of a contract on paper; a draft and a rescinded contract say so on every page. */
function printed(
  terms: Terms & Place,
  days: { signedOn?: string; filedOn?: string | null },
  watermark?: string,
): Printed {
  return {
    title: '购房合同',
    number: terms.contractNo,
    ...(watermark ? { watermark } : {}),
    parts: [
      {
        fields: [
          ['项目', terms.projectName],
          ['房号', terms.room],
          ['楼栋', `${terms.building}栋`],
          ['楼层', String(terms.floor)],
          ['户型', terms.layout ?? undefined],
          ['建筑面积', `${terms.areaM2.toFixed(2)} ㎡`],
        ],
      },
      ...terms.buyers.map(({ name, phone, idNumber }, i) => ({
        fields: [
          [i === 0 ? '买受人' : '共同买受人', name],
          ['联系电话', phone],
          ['证件号码', idNumber],
        ] as [string, string | undefined][],
      })),
      {
        fields: [
          ['合同总价', money(terms.totalPriceFen)],
          ['付款方式', words(figureWords, terms.paymentMethod)],
          ['首付', money(terms.downPaymentFen)],
          ['贷款金额', money(terms.loanAmountFen)],
          ['贷款银行', terms.loanBank ?? undefined],
          ['借款合同编号', terms.loanContractNo ?? undefined],
          ['约定交付日', terms.handoverDueOn],
          ['签约日期', days.signedOn],
          ['备案日期', days.filedOn ?? undefined],
          ['销售代表', terms.consultant],
        ],
      },
      { label: '特殊条款', text: terms.specialClauses.map(clauseLine).join('\n') || undefined },
      ...(watermark === '草稿' ? [{ words: '本件为草稿,未经双方签署,不产生合同效力。', small: true }] : []),
      { signatures: ['买受人', '出卖人', '销售代表'] },
    ],
  };
}

const draftMarks: Readonly<Record<string, string>> = { DRAFT: '草稿', WITHDRAWN: '作废' };

/** 购房合同草稿 for the customer to read beforehand [REQ-334, 335]. */
const contractDraftForm = form({
  name: 'contract-draft-form',
  title: '购房合同草稿',
  of: GetContractDraft,
  async fill({ contractDraftId }, { reader, by }) {
    const row = await reader.one<ContractDraftRow & Place>(
      `select ${contractDraftColumns}, ${place} from ${draftWithSubscription} join unit u on u.id = s.unit_id
       join project j on j.id = d.project_id where d.id = $1`,
      [contractDraftId],
    );
    if (!row || !opens(by, row)) return undefined;
    return printed(row as Terms & Place, {}, draftMarks[row.state]);
  },
});

/** 购房合同 as it was signed [REQ-334]. */
const contractForm = form({
  name: 'contract-form',
  title: '购房合同',
  of: GetContract,
  async fill({ contractId }, { reader, by }) {
    const row = await reader.one<ContractRow & Place>(
      `select ${contractColumns}, ${place} from contract c join unit u on u.id = c.unit_id join project j on j.id = c.project_id
       where c.id = $1`,
      [contractId],
    );
    if (!row || !opens(by, row)) return undefined;
    const { signedOn, filedOn } = row;
    return printed(
      row as Terms & Place,
      { signedOn, filedOn: filedOn ?? null },
      row.state === 'RESCINDED' ? '作废' : undefined,
    );
  },
});

export const contractForms: readonly Paper[] = [contractDraftForm, contractForm];
