import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { v7 as uuid7 } from 'uuid';
import { FindClubMembers, GetClubMember, JoinClub, partyContracts } from '@linli/contracts';
import { colleague, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { clientClub } from '../service.js';

const marketing = colleague('MARKETING_STAFF');

describe('客户会', () => {
  let club: ServiceUnderTest;
  beforeAll(async () => {
    club = await ServiceUnderTest.start(AppModule, clientClub);
  }, 60_000);
  afterAll(() => club.stop());

  test('a new friend joins with name and phone, becomes known to all, and is shown masked', async () => {
    const member = await club.ask(marketing, JoinClub, { projectId: 'binjiang', name: '李雷', phone: '13900001111' });
    expect(member).toMatchObject({ state: 'MEMBER', name: '李*', phone: '139****1111' });
    expect(await club.published(partyContracts['client-club'].Registered)).toContainEqual({ partyId: member.partyId });
    expect(await club.ask(marketing, GetClubMember, { memberId: member.id })).toEqual(member);
    expect((await club.ask(marketing, FindClubMembers, {})).items).toContainEqual(member);
    expect(
      await club.refusal(marketing, JoinClub, { projectId: 'binjiang', name: '李雷', phone: '139 0000 1111' }),
    ).toMatchObject({ code: 'club-member.already-joined' });
  });

  test('a known customer joins once, by his party', async () => {
    const partyId = uuid7();
    const member = await club.ask(marketing, JoinClub, { projectId: 'binjiang', partyId });
    expect(member).not.toHaveProperty('name');
    expect(await club.refusal(marketing, JoinClub, { projectId: 'binjiang', partyId })).toMatchObject({
      kind: 'conflict',
      code: 'club-member.already-joined',
    });
  });

  test('a member whom the club met is shown in full to those who write to him, for a purpose', async () => {
    const { RevealPerson } = partyContracts['client-club'];
    const friend = { projectId: 'binjiang', name: '韩梅', phone: '13900002222' };
    const { partyId } = await club.ask(marketing, JoinClub, friend);
    const asked = { partyId, fields: ['NAME', 'PHONE'], purpose: '邀请参加业主座谈会' };
    expect(await club.ask(marketing, RevealPerson, asked)).toMatchObject({ name: '韩梅', phone: '+8613900002222' });
    expect(await club.refusal(stranger('MARKETING_STAFF'), RevealPerson, asked)).toMatchObject({
      code: 'party.not-found',
    });
    expect(await club.refusal(colleague('CASHIER'), RevealPerson, asked)).toMatchObject({ kind: 'forbidden' });
  });

  test('half a person, a wrong role and another project are refused', async () => {
    expect(await club.refusal(marketing, JoinClub, { projectId: 'binjiang', name: '李雷' })).toMatchObject({
      code: 'club-member.who',
    });
    expect(await club.refusal(marketing, JoinClub, { projectId: 'binjiang' })).toMatchObject({
      code: 'club-member.who',
    });
    expect(
      await club.refusal(colleague('CASHIER'), JoinClub, { projectId: 'binjiang', partyId: uuid7() }),
    ).toMatchObject({ kind: 'forbidden' });
    expect(
      await club.refusal(stranger('MARKETING_STAFF'), JoinClub, { projectId: 'binjiang', partyId: uuid7() }),
    ).toMatchObject({ kind: 'not-found' });
    expect(await club.ask(stranger('MARKETING_STAFF'), FindClubMembers, {})).toEqual({ items: [] });
  });
});
