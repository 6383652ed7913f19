import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, now, whenNotUnique, type Actor } from '@linli/bus';
import { PublishAuthorityMatrix, type AuthorityMatrixView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { AuthorityMatrix } from './authority-matrix.js';
import { view } from './authority-matrix.view.js';

whenNotUnique('authority_matrix_version', () =>
  refuse.conflict('authority-matrix.published-meanwhile', '他人刚刚公布了新版本，请先查看再公布。'),
);

@Controller()
export class PublishAuthorityMatrixHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(PublishAuthorityMatrix)
  async handle({ rules, validFrom }: PublishAuthorityMatrix, by: Actor): Promise<AuthorityMatrixView> {
    const [latest] = await this.em.find(AuthorityMatrix, {}, { orderBy: { matrixVersion: 'desc' }, limit: 1 });
    const matrix = AuthorityMatrix.publish({ rules, validFrom }, latest!, {
      name: by.name,
      at: now(),
      today: dayOf(now()),
    });
    this.em.persist(matrix);
    return view(matrix);
  }
}
