import { Module } from '@nestjs/common';
import { keepsAuthority, keepsOwnership } from '@linli/bus';
import { takesLetters } from '@linli/papers';
import { OPEN_WORK } from './open-work.js';
import { TellCustomerLifeHandler } from './customer/tell-customer-life.js';
import { FindLoanAccountsHandler } from './loan-account/find-loan-accounts.js';
import { GetLoanAccountHandler } from './loan-account/get-loan-account.js';
import { NoteDisbursement } from './loan-account/note-disbursement.js';
import { OpenLoanAccount } from './loan-account/open-loan-account.js';
import { CloseLitigationHandler } from './overdue-loan/close-litigation.js';
import { CureOverdueLoanHandler } from './overdue-loan/cure-overdue-loan.js';
import { DeclineLitigationHandler } from './overdue-loan/decline-litigation.js';
import { FindOverdueLoansHandler } from './overdue-loan/find-overdue-loans.js';
import { GetOverdueLoanHandler } from './overdue-loan/get-overdue-loan.js';
import { JudgeWhenMonthsAreOver } from './overdue-loan/judge-when-months-are-over.js';
import { OverdueLedger } from './overdue-loan/overdue-ledger.js';
import { RecordOverdueLoanHandler } from './overdue-loan/record-overdue-loan.js';
import { RemindDebtorHandler } from './overdue-loan/remind-debtor.js';
import { SendDossierHandler } from './overdue-loan/send-dossier.js';
import { StartLitigationHandler } from './overdue-loan/start-litigation.js';
import { GetOverdueFeedHandler } from './overdue/get-overdue-feed.js';
import { ImportOverdueFeedHandler } from './overdue/import-overdue-feed.js';
import { AssignTitleAgencyHandler } from './title-case/assign-title-agency.js';
import { FileTitleHandler } from './title-case/file-title.js';
import { FindTitleCasesHandler } from './title-case/find-title-cases.js';
import { GetTitleCaseHandler } from './title-case/get-title-case.js';
import { IssueCertificateHandler } from './title-case/issue-certificate.js';
import { NoteContractFiling } from './title-case/note-contract-filing.js';
import { EndForRescindedContract } from './title-case/end-for-rescinded-contract.js';
import { OpenTitleCase } from './title-case/open-title-case.js';
import { RegisterMortgageHandler } from './title-case/register-mortgage.js';
import { ReleaseGuaranteeHandler } from './title-case/release-guarantee.js';

/** Everything this department does, by aggregate. */
@Module({
  controllers: [
    // title-case: 小产权证
    AssignTitleAgencyHandler,
    FileTitleHandler,
    FindTitleCasesHandler,
    GetTitleCaseHandler,
    IssueCertificateHandler,
    NoteContractFiling,
    OpenTitleCase,
    EndForRescindedContract,
    RegisterMortgageHandler,
    ReleaseGuaranteeHandler,
    // loan-account: 按揭贷款与担保
    FindLoanAccountsHandler,
    GetLoanAccountHandler,
    NoteDisbursement,
    OpenLoanAccount,
    // overdue: 按揭逾期还款情况表
    GetOverdueFeedHandler,
    ImportOverdueFeedHandler,
    // overdue-loan: 逾期催缴与诉讼
    CloseLitigationHandler,
    CureOverdueLoanHandler,
    DeclineLitigationHandler,
    FindOverdueLoansHandler,
    GetOverdueLoanHandler,
    JudgeWhenMonthsAreOver,
    RecordOverdueLoanHandler,
    RemindDebtorHandler,
    SendDossierHandler,
    StartLitigationHandler,
    // customer: what this department knows of him
    TellCustomerLifeHandler,
    // work-contact-letter: 工作联系函
    ...takesLetters('mortgage-collection'),
    // project: who owns it, and what was handed over at 封盘
    ...keepsOwnership('mortgage-collection', OPEN_WORK),
    // authority: the copy of 审批权限 and 授权委托书
    ...keepsAuthority,
  ],
  providers: [OverdueLedger],
})
export class AppModule {}
