import { Controller } from '@nestjs/common';
import { Answers, Reader } from '@linli/bus';
import { GetAuthorityMatrix, type AuthorityMatrixView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { matrixColumns } from './authority-matrix.view.js';

@Controller()
export class GetAuthorityMatrixHandler {
  constructor(private readonly reader: Reader) {}

  @Answers(GetAuthorityMatrix)
  async handle({ matrixVersion }: GetAuthorityMatrix): Promise<AuthorityMatrixView> {
    const wanted =
      matrixVersion === undefined
        ? `m.valid_from <= (app_now() at time zone 'Asia/Shanghai')::date`
        : 'm.matrix_version = $1';
    const found = await this.reader.one<AuthorityMatrixView>(
      `select ${matrixColumns} from authority_matrix m where ${wanted} order by m.matrix_version desc limit 1`,
      matrixVersion === undefined ? [] : [matrixVersion],
    );
    if (!found) throw refuse.notFound('authority-matrix.not-found', '没有这一版审批权限，请核对版本。');
    return found;
  }
}
