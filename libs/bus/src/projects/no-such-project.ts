import { refuse, type Refusal } from '@linli/kernel';

/** What somebody hears who names a project that is not known here. */
export const noSuchProject = (): Refusal =>
  refuse.notFound('project.not-found', '没有这个项目，请核对项目编号；刚新建的项目请稍等片刻再试。');
