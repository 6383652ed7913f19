import { Controller, type Type } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { AuthorityMatrixPublished, DelegationEnded, DelegationGranted } from '@linli/contracts';
import { On } from '../decorators.js';

@Controller()
class KeepAuthorityMatrix {
  constructor(private readonly em: EntityManager) {}

  @On(AuthorityMatrixPublished, { as: 'keep-authority-matrix' })
  async handle({ matrixId, matrixVersion, validFrom, rules }: AuthorityMatrixPublished): Promise<void> {
    if (!validFrom || !rules) return; // told by an early release, without the table
    await this.em.getContext().execute(
      `insert into authority_matrix (id, matrix_version, valid_from, rules) values (?, ?, ?, ?)
       on conflict (matrix_version) do update set id = excluded.id, valid_from = excluded.valid_from, rules = excluded.rules`,
      [matrixId, matrixVersion, validFrom, JSON.stringify(rules)],
    );
  }
}

@Controller()
class KeepDelegation {
  constructor(private readonly em: EntityManager) {}

  @On(DelegationGranted, { as: 'keep-delegation' })
  async handle({ delegationId, role, absentId, standInId, fromOn, untilOn }: DelegationGranted): Promise<void> {
    await this.em
      .getContext()
      .execute(
        `insert into delegation (id, role, absent_id, stand_in_id, from_on, until_on) values (?, ?, ?, ?, ?, ?) on conflict (id) do nothing`,
        [delegationId, role, absentId, standInId, fromOn, untilOn],
      );
  }
}

@Controller()
class EndKeptDelegation {
  constructor(private readonly em: EntityManager) {}

  @On(DelegationEnded, { as: 'end-kept-delegation' })
  async handle({ delegationId }: DelegationEnded): Promise<void> {
    await this.em.getContext().execute(`update delegation set state = 'ENDED' where id = ?`, [delegationId]);
  }
}

/** The reactions that keep a service's copy of the authority matrix and of the delegations: into its module, beside `authorityTables`. */
export const keepsAuthority: readonly Type[] = [KeepAuthorityMatrix, KeepDelegation, EndKeptDelegation];
