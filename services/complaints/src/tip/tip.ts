import { defineEntity, p } from '@mikro-orm/core';
import type { PostTip, TipReply } from '@linli/contracts';
import { newId, refuse, wordsOf, workflow, type StateOf } from '@linli/kernel';

export const tipWorkflow = workflow({
  name: 'tip',
  initial: 'POSTED',
  transitions: { POSTED: { reply: 'POSTED', like: 'POSTED', withdraw: 'WITHDRAWN' }, WITHDRAWN: {} },
});

export type TipState = StateOf<typeof tipWorkflow>;

const TipSchema = defineEntity({
  name: 'Tip',
  tableName: 'tip',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    state: p.text().$type<TipState>(),
    skill: p.text(),
    title: p.text(),
    body: p.text(),
    words: p.array().columnType('text[]').lazy(),
    postedById: p.text(),
    postedBy: p.text(),
    postedAt: p.datetime(),
    replies: p.json().$type<TipReply[]>(),
    likedBy: p.json().$type<string[]>(),
    likes: p.integer(),
  },
});

interface Colleague {
  readonly id: string;
  readonly name: string;
}

const MOST_REPLIES = 100;

/** 服务秘诀: what a colleague has found to work [REQ-171]. */
export class Tip extends TipSchema.class {
  static post({ skill, title, body }: PostTip, by: Colleague, at: Date): Tip {
    return Object.assign(new Tip(), {
      id: newId(),
      state: tipWorkflow.initial,
      ...{ skill, title, body, words: wordsOf(skill, title, body) },
      ...{ postedById: by.id, postedBy: by.name, postedAt: at, replies: [], likedBy: [], likes: 0 },
    });
  }

  reply(text: string, by: Colleague, at: Date): void {
    this.state = tipWorkflow.move(this.state, 'reply');
    if (this.replies.length >= MOST_REPLIES)
      throw refuse.rule('tip.too-many-replies', '一帖最多 100 条回帖，请另发一帖。');
    this.replies = [...this.replies, { at: at.toISOString(), by: by.name, text }];
  }

  like(by: Colleague): void {
    this.state = tipWorkflow.move(this.state, 'like');
    if (by.id === this.postedById) throw refuse.rule('tip.own', '不能给自己的帖子点赞。');
    if (this.likedBy.includes(by.id)) throw refuse.rule('tip.liked-already', '您已经点过赞了。');
    this.likedBy = [...this.likedBy, by.id];
    this.likes = this.likedBy.length;
  }

  /** `leads` says whether he leads the desk. */
  withdraw(by: Colleague, leads: boolean): void {
    if (by.id !== this.postedById && !leads) throw refuse.forbidden('tip.not-yours', '只有发帖人或主管可以撤下。');
    this.state = tipWorkflow.move(this.state, 'withdraw');
  }
}

TipSchema.setClass(Tip);
