import { refuse } from './refusal.js';

/**
 * One line of an authority matrix: this decision, within these bounds, is this role's. Bounds are included. A line with a project holds
 * for that project only, and the lines without one then do not.
 */
export interface AuthorityRule {
  readonly decision: string;
  readonly scope?: string;
  readonly projectId?: string;
  readonly fromCount?: number;
  readonly toCount?: number;
  readonly fromFen?: number;
  readonly toFen?: number;
  readonly approverRole: string;
}

/** What a decision depends on. */
export interface AuthorityFacts {
  readonly projectId?: string;
  readonly scope?: string;
  /** How many records, from 1. */
  readonly count?: number;
  /** How much money, from 0. */
  readonly amountFen?: number;
}

/** By which facts a decision may be divided. */
export interface AuthoritySubject {
  readonly count?: boolean;
  readonly amount?: boolean;
  readonly scopes?: readonly string[];
}

export type AuthoritySubjects = Readonly<Record<string, AuthoritySubject>>;

/** A matter that no line, or more than one, decides. */
export interface AuthorityFlaw {
  readonly matter: AuthorityFacts & { readonly decision: string };
  readonly approverRoles: readonly string[];
}

const MOST_RECORDS = 2_147_483_647;
const MOST_FEN = Number.MAX_SAFE_INTEGER;

/** The lines that cover a matter; exactly one in a sound table. */
function linesFor<R extends AuthorityRule>(rules: readonly R[], decision: string, facts: AuthorityFacts): R[] {
  const { projectId, scope, count = 1, amountFen = 0 } = facts;
  const ofDecision = rules.filter((rule) => rule.decision === decision);
  const hasOwn = projectId !== undefined && ofDecision.some((rule) => rule.projectId === projectId);
  return ofDecision.filter(
    (rule) =>
      rule.projectId === (hasOwn ? projectId : undefined) &&
      (rule.scope === undefined || rule.scope === scope) &&
      (rule.fromCount ?? 1) <= count &&
      count <= (rule.toCount ?? MOST_RECORDS) &&
      (rule.fromFen ?? 0) <= amountFen &&
      amountFen <= (rule.toFen ?? MOST_FEN),
  );
}

/**
 * The one role that decides. Refuses `authority-matrix.undecided` when the table names nobody, or several: for a table that was
 * checked when it was published these are matters outside of it, such as no records at all.
 */
export function approverIn<R extends AuthorityRule>(
  rules: readonly R[],
  decision: string,
  facts: AuthorityFacts = {},
): R['approverRole'] {
  const [line, ...others] = linesFor(rules, decision, facts);
  if (line && others.length === 0) return line.approverRole;
  throw refuse.rule(
    'authority-matrix.undecided',
    '审批权限表没有为此事指定审批人，请核对数额，或请人补全审批权限表。',
    { matter: { decision, ...facts } },
  );
}

/** The first matter that has no decider, or several; undefined when the table is complete and without overlap. */
export function flawIn(rules: readonly AuthorityRule[], subjects: AuthoritySubjects): AuthorityFlaw | undefined {
  for (const [decision, subject] of Object.entries(subjects)) {
    for (const facts of edgesOf(rules, decision, subject)) {
      const approverRoles = linesFor(rules, decision, facts).map(({ approverRole }) => approverRole);
      if (approverRoles.length !== 1) return { matter: { decision, ...facts }, approverRoles };
    }
  }
  return undefined;
}

/** Between two edges of its lines a table answers the same everywhere: to try the edges is to try all. */
function edgesOf(rules: readonly AuthorityRule[], decision: string, subject: AuthoritySubject): AuthorityFacts[] {
  const lines = rules.filter((rule) => rule.decision === decision);
  const projects = [undefined, ...new Set(lines.flatMap(({ projectId }) => projectId ?? []))];
  const scopes = subject.scopes ?? [undefined];
  const counts = subject.count
    ? edges(
        1,
        MOST_RECORDS,
        lines.map(({ fromCount, toCount }) => [fromCount, toCount]),
      )
    : [undefined];
  const amounts = subject.amount
    ? edges(
        0,
        MOST_FEN,
        lines.map(({ fromFen, toFen }) => [fromFen, toFen]),
      )
    : [undefined];
  return projects.flatMap((projectId) =>
    scopes.flatMap((scope) =>
      counts.flatMap((count) =>
        amounts.map((amountFen) => ({
          ...(projectId === undefined ? {} : { projectId }),
          ...(scope === undefined ? {} : { scope }),
          ...(count === undefined ? {} : { count }),
          ...(amountFen === undefined ? {} : { amountFen }),
        })),
      ),
    ),
  );
}

function edges(
  least: number,
  most: number,
  ranges: readonly (readonly [number | undefined, number | undefined])[],
): number[] {
  const begins = ranges.flatMap(([from = least, to = most]) => [from, Math.min(most, to + 1)]);
  return [...new Set([least, ...begins, most])].sort((a, b) => a - b);
}

/** Refuses a line that no matter could ever meet, or whose condition means nothing for its decision, with its number. */
export function assertMeaningful(rules: readonly AuthorityRule[], subjects: AuthoritySubjects): void {
  for (const [index, rule] of rules.entries()) {
    const { count, amount, scopes } = subjects[rule.decision] ?? {};
    const meaningless =
      (rule.scope !== undefined && !scopes?.includes(rule.scope)) ||
      (!count && (rule.fromCount !== undefined || rule.toCount !== undefined)) ||
      (!amount && (rule.fromFen !== undefined || rule.toFen !== undefined));
    if (meaningless || !(rule.decision in subjects)) {
      throw refuse.rule('authority-matrix.condition-without-meaning', '这项审批不适用该行所写的条件，请去掉条件。', {
        rule: index + 1,
      });
    }
    if ((rule.fromCount ?? 1) > (rule.toCount ?? MOST_RECORDS) || (rule.fromFen ?? 0) > (rule.toFen ?? MOST_FEN)) {
      throw refuse.rule('authority-matrix.empty-range', '该行的范围须从小到大，请核对起止数额。', {
        rule: index + 1,
      });
    }
  }
}

/** What waits for a decision. */
export interface Undecided {
  /** Begins the codes of the refusals: `complaint`, `data-request`. */
  readonly aggregate: string;
  readonly approverRole: string;
  /** The role as people call it. */
  readonly roleName?: string;
  /** Whoever applied, proposed or took part in the case: none of them ever decides on it, not even by a stand-in. */
  readonly applicantIds: readonly (string | null | undefined)[];
  /** When not everybody with the role may decide but only this one, such as the director in charge. */
  readonly onlyId?: string | null;
}

/**
 * Lets through who may decide, and answers in whose place: a holder of the role, or one who stands in for `absentIds`, holders who are
 * absent today. Refuses `<aggregate>.own-request`, `<aggregate>.not-your-projects` for a holder who is not in charge, and
 * `<aggregate>.not-your-decision` for everybody else, all 403.
 */
export function assertDecides(
  by: { readonly id: string; readonly roles: readonly string[] },
  { aggregate, approverRole, roleName, applicantIds, onlyId }: Undecided,
  absentIds: readonly string[] = [],
): { readonly standsInFor?: string } {
  if (applicantIds.includes(by.id))
    throw refuse.forbidden(`${aggregate}.own-request`, '不能审批或签署本人提出的申请，请由其他同事办理。');
  const inCharge = (id: string) => !onlyId || id === onlyId;
  const holds = by.roles.includes(approverRole);
  if (holds && inCharge(by.id)) return {};
  const standsInFor = absentIds.find((id) => inCharge(id) && !applicantIds.includes(id));
  if (standsInFor !== undefined) return { standsInFor };
  if (holds)
    throw refuse.forbidden(
      `${aggregate}.not-your-projects`,
      '此事须由分管人或其代理审批人决定，其他同岗位人员无权审批。',
      { approverRole, onlyId },
    );
  throw refuse.forbidden(
    `${aggregate}.not-your-decision`,
    `此事由${roleName ?? approverRole}审批，其缺勤期间由代理审批人审批。`,
    { approverRole },
  );
}
