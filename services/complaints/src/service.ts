import { authorityTables, ownershipTables } from '@linli/bus';
import type { ServiceDefinition } from '@linli/host';
import { Party } from '@linli/parties';
import { CaseRating } from './case-rating/case-rating.js';
import { Complaint } from './complaint/complaint.js';
import { complaintForm, complaintRegister, disputeForm, disputeRegister } from './complaint/complaint-papers.js';
import { CallListEntry } from './call-list-entry/call-list-entry.js';
import { CallList } from './call-list/call-list.js';
import { CallRecord } from './call-record/call-record.js';
import { CallRecording } from './call-record/call-recording.js';
import { CallScript } from './call-script/call-script.js';
import { Callback } from './callback/callback.js';
import { correctiveActionForm, workContactLetter } from './corrective-action/corrective-action-papers.js';
import { CorrectiveAction } from './corrective-action/corrective-action.js';
import { Incident } from './incident/incident.js';
import { complaintTable } from './migrations/001-complaint.js';
import { handlingOfComplaints } from './migrations/002-handling.js';
import { HandlerAbsence } from './handler-absence/handler-absence.js';
import { cardOfComplaints } from './migrations/003-card.js';
import { approverByMatrix } from './migrations/004-approver-by-matrix.js';
import { caseOfComplaints } from './migrations/005-case.js';
import { clocksOfComplaints } from './migrations/006-clocks.js';
import { phoneTables } from './migrations/030-phone.js';
import { reportTables } from './migrations/031-reports.js';
import { knowledgeTables } from './migrations/032-knowledge.js';
import { warrantyTables } from './migrations/051-warranty.js';
import { caseRatingTables } from './migrations/050-case-rating.js';
import { newCaseNoted } from './migrations/033-new-case-noted.js';
import { correctiveActions } from './migrations/040-corrective-action.js';
import { incidents } from './migrations/041-incident.js';
import { clocksOfAYear } from './migrations/042-clocks-of-a-year.js';
import { letterWithdrawn } from './migrations/060-letter-withdrawn.js';
import { knownAgreements } from './migrations/062-service-agreement.js';
import { qualityChecks } from './migrations/063-quality-check.js';
import { standingStages } from './migrations/064-one-index-of-standing-stages.js';
import { casesOfAColleague } from './migrations/065-cases-of-a-colleague.js';
import { stageTally } from './migrations/061-stage-tally.js';
import { scoresOfCases } from './migrations/052-scores.js';
import { breakdownPaper, caseReportPaper, savedReportPaper, stageReportPaper } from './report/report-papers.js';
import { PhoneBookEntry } from './phone-book-entry/phone-book-entry.js';
import { PhoneLine } from './phone-line/phone-line.js';
import { KnowledgeArticle } from './knowledge-article/knowledge-article.js';
import { ServiceTerritory } from './service-territory/service-territory.js';
import { WarrantyTerm } from './warranty-term/warranty-term.js';
import { Tip } from './tip/tip.js';
import { SavedReport } from './saved-report/saved-report.js';

const phone = [PhoneLine, PhoneBookEntry, CallScript, CallList, CallListEntry, CallRecord, CallRecording, Callback];

export const complaints: ServiceDefinition = {
  name: 'complaints',
  entities: [
    Party,
    Complaint,
    HandlerAbsence,
    CorrectiveAction,
    Incident,
    ...phone,
    SavedReport,
    CaseRating,
    WarrantyTerm,
    KnowledgeArticle,
    Tip,
    ServiceTerritory,
  ],
  migrations: [
    ...authorityTables,
    complaintTable,
    handlingOfComplaints,
    cardOfComplaints,
    approverByMatrix,
    phoneTables,
    reportTables,
    caseOfComplaints,
    clocksOfComplaints,
    knowledgeTables,
    newCaseNoted,
    correctiveActions,
    caseRatingTables,
    incidents,
    warrantyTables,
    clocksOfAYear,
    scoresOfCases,
    letterWithdrawn,
    stageTally,
    knownAgreements,
    qualityChecks,
    ownershipTables,
    standingStages,
    casesOfAColleague,
  ],
  papers: [
    ...[complaintRegister, complaintForm, disputeRegister, disputeForm, workContactLetter, correctiveActionForm],
    ...[caseReportPaper, stageReportPaper, breakdownPaper, savedReportPaper],
  ],
};
