/** Who approves plans stands in the authority matrix now. */
export const approverByMatrix = {
  name: 'Complaints004ApproverByMatrix',
  sql: `delete from policy where rule = 'plan-approver';`,
};
