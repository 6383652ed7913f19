import type { MoveInNoticeView } from '@linli/contracts';

type Written =
  | 'id'
  | 'version'
  | 'noticeNo'
  | 'moveInId'
  | 'projectId'
  | 'room'
  | 'occupantKind'
  | 'isVip'
  | 'expectedMoveInOn'
  | 'issuedBy';

/** A notice of a row of `moveInNotices`, or the aggregate itself. */
export interface NoticeFacts extends Pick<MoveInNoticeView, Written> {
  readonly departments: string[];
  readonly focusServices: { department: string; item: string }[];
  readonly movingWindow?: string | null;
  readonly issuedAt: Date | string;
}

export interface AcknowledgementFacts {
  readonly department: string;
  readonly byName: string;
  readonly at: Date | string;
  readonly done: string;
}

export type NoticeRow = NoticeFacts & { acknowledgements: AcknowledgementFacts[] };

/** The columns of a MoveInNoticeView with the tables they come from. */
export const moveInNotices = `n.id, n.version, n.notice_no as "noticeNo", n.move_in_id as "moveInId", n.project_id as "projectId", n.room,
  n.occupant_kind as "occupantKind", n.is_vip as "isVip", n.expected_move_in_on::text as "expectedMoveInOn", n.departments,
  n.focus_services as "focusServices", n.moving_window as "movingWindow", n.issued_by as "issuedBy", n.issued_at as "issuedAt",
  (select coalesce(jsonb_agg(jsonb_build_object('department', a.department, 'byName', a.by_name, 'at', a.at, 'done', a.done) order by a.id), '[]')
   from notice_acknowledgement a where a.notice_id = n.id) as acknowledgements
  from move_in_notice n`;

export function viewOfNotice(notice: NoticeFacts, acknowledgements: readonly AcknowledgementFacts[]): MoveInNoticeView {
  const {
    id,
    version,
    noticeNo,
    moveInId,
    projectId,
    room,
    occupantKind,
    isVip,
    expectedMoveInOn,
    departments,
    movingWindow,
    issuedBy,
  } = notice;
  const missing = departments.filter((department) => !acknowledgements.some((each) => each.department === department));
  return {
    ...{
      id,
      version,
      noticeNo,
      state: missing.length > 0 ? 'ISSUED' : 'ACKNOWLEDGED',
      moveInId,
      projectId,
      room,
      occupantKind,
      isVip,
    },
    ...{
      expectedMoveInOn,
      departments,
      focusServices: notice.focusServices,
      issuedBy,
      issuedAt: new Date(notice.issuedAt).toISOString(),
    },
    ...(movingWindow ? { movingWindow } : {}),
    acknowledgements: acknowledgements.map(({ department, byName: by, at, done }) => ({
      department,
      by,
      at: new Date(at).toISOString(),
      done,
    })),
    missing,
    allowed: missing.length > 0 ? ['acknowledge'] : [],
  };
}
