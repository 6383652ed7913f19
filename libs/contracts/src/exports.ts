import { Id, Instant, Int, OneOf, Parts, Text, Texts, Version, type MessageClass } from './fields.js';
import { departments, type Department } from './life.js';
import { PageQuery, pageOf, type CommandClass, type PageOf, type QueryClass } from './message.js';
import { Role, roles } from './roles.js';

export const exportStates = ['WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED'] as const;
export const exportFormats = ['XLSX', 'PDF'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** A register or form that can leave the house as a file. */
export class PaperView {
  @Text({ max: 60 }) name!: string;
  @Text({ max: 60, description: '表单名称' }) title!: string;
  @Texts({ max: 10, description: 'XLSX, PDF' }) formats!: string[];
  /** The names of the filters it takes; a form of one case takes the id of the case. */
  @Texts({ max: 60 }) filters!: string[];
}

/** One file being made: how far it is, and where it is when it is done. */
export class ExportView {
  @Id() id!: string;
  @Int({ min: 1 }) version!: number;
  @OneOf(exportStates, { description: '状态' }) state!: string;
  @Text({ max: 60 }) paper!: string;
  @Text({ max: 60, description: '表单名称' }) title!: string;
  @OneOf(exportFormats) format!: string;
  @Instant({ description: '申请时间' }) askedAt!: string;
  @Int({ description: '已写行数' }) rows!: number;
  @Int({ optional: true, description: '总行数' }) total?: number;
  @Int({ min: 0, max: 100, description: '进度 %' }) progress!: number;
  @Instant({ optional: true, description: '完成时间' }) finishedAt?: string;
  /** Fetched under /files/:fileId by the person who asked for it, until `keptUntil`. */
  @Id({ optional: true }) fileId?: string;
  @Text({ optional: true, max: 200 }) fileName?: string;
  @Int({ optional: true, description: '字节' }) size?: number;
  @Instant({ optional: true }) keptUntil?: string;
  @Text({ optional: true, max: 500, description: '失败原因' }) problem?: string;
  @Texts({ description: 'steps that are possible now' }) allowed!: string[];
}

export class ExportFilter {
  @Text({ max: 60 }) name!: string;
  @Text({ max: 200 }) value!: string;
}

/** Which papers the asker may take with him. */
export class PapersQuestion extends PageQuery {}

/** A register with the filters of its list, or a form with the id of its case. */
export class ExportRequest {
  @Text({ max: 60 }) paper!: string;
  @OneOf(exportFormats) format!: string;
  @Parts(() => ExportFilter, { optional: true, max: 20 }) filters?: ExportFilter[];
}

/** One's own exports, the newest first. */
export class ExportsQuestion extends PageQuery {
  @OneOf(exportStates, { optional: true }) state?: string;
}

export class ExportReading {
  @Id() exportId!: string;
}

export class ExportCancelling {
  @Id() exportId!: string;
  @Version() version!: number;
}

export interface ExportContracts {
  readonly FindPapers: QueryClass<PapersQuestion, PageOf<PaperView>>;
  readonly StartExport: CommandClass<ExportRequest, ExportView>;
  readonly FindExports: QueryClass<ExportsQuestion, PageOf<ExportView>>;
  readonly GetExport: QueryClass<ExportReading, ExportView>;
  readonly CancelExport: CommandClass<ExportCancelling, ExportView>;
}

/** Everybody with a post; which papers, the paper itself says. */
const exporters = roles.filter((role) => role !== Role.OPERATOR);
const known = new Map<string, ExportContracts>();

/** How the registers and forms of one service become files, the same set for every call. */
export function exportsOf(service: string): ExportContracts {
  const set = known.get(service) ?? contracts(service);
  known.set(service, set);
  return set;
}

function contracts(service: string): ExportContracts {
  class FindPapers extends PapersQuestion {
    static readonly subject = `qry.${service}.paper.find` as const;
    static readonly http = `GET /papers/${service}` as const;
    static readonly roles = exporters;
    static readonly reply: MessageClass<PageOf<PaperView>> = pageOf(PaperView);
    static readonly summary = '导出:可导出的表单';
  }
  class StartExport extends ExportRequest {
    static readonly subject = `cmd.${service}.export.start` as const;
    static readonly http = `POST /exports/${service}` as const;
    static readonly status = 201;
    static readonly roles = exporters;
    static readonly reply: MessageClass<ExportView> = ExportView;
    static readonly summary = '导出:Excel 或 PDF';
  }
  class FindExports extends ExportsQuestion {
    static readonly subject = `qry.${service}.export.find` as const;
    static readonly http = `GET /exports/${service}` as const;
    static readonly roles = exporters;
    static readonly reply: MessageClass<PageOf<ExportView>> = pageOf(ExportView);
    static readonly summary = '导出:我的导出';
  }
  class GetExport extends ExportReading {
    static readonly subject = `qry.${service}.export.get` as const;
    static readonly http = `GET /exports/${service}/:exportId` as const;
    static readonly roles = exporters;
    static readonly reply: MessageClass<ExportView> = ExportView;
    static readonly summary = '导出:进度与下载';
  }
  class CancelExport extends ExportCancelling {
    static readonly subject = `cmd.${service}.export.cancel` as const;
    static readonly http = `POST /exports/${service}/:exportId/cancel` as const;
    static readonly roles = exporters;
    static readonly reply: MessageClass<ExportView> = ExportView;
    static readonly summary = '导出:取消';
  }
  const set = { FindPapers, StartExport, FindExports, GetExport, CancelExport };
  // The API page tells the exports of the services apart by the names of their classes.
  for (const [name, contract] of Object.entries(set)) {
    Object.defineProperty(contract, 'name', { value: `${name}Of${pascal(service)}` });
  }
  return set;
}

const pascal = (kebab: string) => kebab.replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());

/** What makes files of a department's registers and forms, one set per department. */
export const exportContracts = Object.fromEntries(
  departments.map((department) => [department, exportsOf(department)]),
) as { readonly [S in Department]: ExportContracts };
