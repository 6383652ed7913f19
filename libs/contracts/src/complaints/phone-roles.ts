import { Role } from '../roles.js';

/** Whose work includes calling customers, in every department: a call is entered once, by the person who spoke (X52). */
export const callers = [
  Role.COMPLAINT_HANDLER,
  Role.CUSTOMER_ASSISTANT,
  Role.CS_OFFICER,
  Role.CS_SUPERVISOR,
  Role.CUSTOMER_SERVICE_DEPT,
  Role.DUTY_STAFF,
  Role.SALES_CONSULTANT,
  Role.SALES_SUPERVISOR,
  Role.COLLECTION_OFFICER,
  Role.SATISFACTION_OFFICER,
] as const;

/** Who sees the calls of all colleagues of his projects; other callers see their own. */
export const callDesk = [
  Role.COMPLAINT_HANDLER,
  Role.CUSTOMER_ASSISTANT,
  Role.CS_OFFICER,
  Role.CS_SUPERVISOR,
  Role.CUSTOMER_SERVICE_DEPT,
  Role.MANAGER_IN_CHARGE,
] as const;

/** Who distributes numbers, lists, scripts and territories among the staff. */
export const callLeads = [Role.CS_SUPERVISOR, Role.CUSTOMER_SERVICE_DEPT] as const;

export const callReaders = [...callers, Role.MANAGER_IN_CHARGE] as const;
