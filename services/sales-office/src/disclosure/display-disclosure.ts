import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, whenNotUnique, type Actor } from '@linli/bus';
import { CheckDisclosure, DisplayDisclosure, type DisclosureView } from '@linli/contracts';
import { Refusal } from '@linli/kernel';
import { loadProject } from '../project/load-project.js';
import { Disclosure } from './disclosure.js';
import { view } from './disclosure.view.js';

whenNotUnique(
  'disclosure_on_display',
  () => new Refusal('conflict', 'disclosure.meanwhile', '同一内容刚刚已更换，请刷新。', { retryable: true }),
);

@Controller()
export class DisplayDisclosureHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DisplayDisclosure)
  async display(form: DisplayDisclosure, by: Actor): Promise<DisclosureView> {
    const { projectId, kind } = form;
    await loadProject(this.em, projectId, by);
    const before = await this.em.findOne(Disclosure, { projectId, kind, state: 'ON_DISPLAY' });
    if (before) {
      before.replace();
      await this.em.flush(); // the old one comes off the wall before the new one goes on it
    }
    const notice = Disclosure.display(form, by.name, now());
    this.em.persist(notice);
    return view(notice);
  }

  @Handles(CheckDisclosure)
  async check(form: CheckDisclosure, by: Actor): Promise<DisclosureView> {
    const notice = await load(this.em, Disclosure, form.disclosureId, form.version);
    notice.check(form, by.name, now());
    return view(notice);
  }
}
