import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, whenNotUnique, type Actor } from '@linli/bus';
import { UpdateCustomerFile, type MoveInView } from '@linli/contracts';
import { refuse } from '@linli/kernel';
import { CustomerFile } from '../customer-file/customer-file.js';
import { answer } from './answer.js';
import { handOf } from './hand.js';
import { MoveIn } from './move-in.js';

whenNotUnique('customer_file_one_per_household', () =>
  refuse.conflict(
    'customer-file.opened-meanwhile',
    '另一位同事刚刚建立了该住户的客户档案，请用新的 Idempotency-Key 重新提交。',
  ),
);

@Controller()
export class UpdateCustomerFileHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(UpdateCustomerFile)
  async handle({ moveInId, version, remark }: UpdateCustomerFile, by: Actor): Promise<MoveInView> {
    const moveIn = await load(this.em, MoveIn, moveInId, version);
    const { unitId, projectId, room } = moveIn;
    const file =
      (await this.em.findOne(CustomerFile, { unitId })) ?? CustomerFile.open({ unitId, projectId, room }, formNo('DA'));
    moveIn.updateFile(file.fileNo, handOf(by));
    file.enter(moveInId, handOf(by), remark);
    this.em.persist(file);
    return answer(this.em, moveIn);
  }
}
