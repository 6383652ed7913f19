import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { events } from '@linli/contracts';
import { eventsBlock, flowsBlock } from './blocks.js';
import { pagesIn, withBlock } from './pages.js';
import { voiceOf, voicesOf } from './scan.js';

describe('the READMEs', () => {
  const pages = pagesIn(resolve('.'));

  it('say what the sources say about events raised and heard', () => {
    const stale = pages.filter(({ text, mended }) => text !== mended);
    expect(stale.map(({ file }) => `${file} is not what the sources say: npm run docs`)).toEqual([]);
  });

  it('leave out no published event, because each is raised by the service whose name it carries', () => {
    const raised = voicesOf(resolve('.')).flatMap((voice) => voice.raised);
    expect(events.filter((event) => !raised.includes(event)).map(({ subject }) => subject)).toEqual([]);
  });

  it('are there for every service', () => {
    expect(pages.filter(({ file }) => file.startsWith('services/'))).toHaveLength(7);
  });
});

describe('a voice in the sources', () => {
  const sales = voiceOf('sales-office', [
    `raise(this, UnitFreed, this.place());
     raise(
       unit,
       UnitSold,
       { ...place });
     @On(UnitHandedOver, { as: 'mark-unit-handed-over' })`,
  ]);
  const sharing = voiceOf('info-sharing', [`@On(ContactChanged, { as: 'note-party' })`]);

  it('tells what is raised, persons included where the service keeps some', () => {
    expect(sales.raised.map(({ subject }) => subject)).toEqual([
      'evt.sales-office.party.contact-changed',
      'evt.sales-office.party.registered',
      'evt.sales-office.unit.freed',
      'evt.sales-office.unit.sold',
    ]);
    expect(sharing.raised).toEqual([]);
  });

  it('hears of the persons of all departments in one reaction', () => {
    expect(sharing.reactions.map(({ event, as }) => `${event.subject} ${as}`)).toEqual([
      'evt.client-club.party.contact-changed note-party',
      'evt.complaints.party.contact-changed note-party',
      'evt.property-move-in.party.contact-changed note-party',
      'evt.sales-office.party.contact-changed note-party',
    ]);
  });

  it('hears what it takes from a lib, so that its durables and rights are there', () => {
    const hearsOfTheMatrix = voicesOf(resolve('.'))
      .filter(({ reactions }) => reactions.some(({ as }) => as === 'keep-authority-matrix'))
      .map(({ service }) => service);
    expect(hearsOfTheMatrix).toEqual(expect.arrayContaining(['complaints', 'sales-office']));
    expect(hearsOfTheMatrix).not.toContain('gateway');
  });

  it('may not hear what nobody publishes', () => {
    const rumour = `@On(UnitVanished, { as: 'search-unit' })`;
    expect(() => voiceOf('sales-office', [rumour])).toThrow('sales-office reacts to UnitVanished');
  });

  it('becomes a list for its README', () => {
    expect(eventsBlock(sales)).toContain(
      '- `UnitFreed` (`evt.sales-office.unit.freed`): `unitId`, `projectId`, `room`',
    );
    expect(eventsBlock(sales)).toContain(
      '- `UnitHandedOver` (`evt.property-move-in.handover.handed-over`): `mark-unit-handed-over`',
    );
    expect(eventsBlock(voiceOf('gateway', []))).toBe('Raises no events.\n\nReacts to no events.');
  });

  it('becomes an arrow in the diagram of the whole', () => {
    const block = flowsBlock([sales, sharing]);
    expect(block).toContain('  property-move-in -->|"UnitHandedOver"| sales-office');
    expect(block).toContain('- `evt.*.party.contact-changed`: info-sharing `note-party`');
  });
});

describe('a generated block', () => {
  const old = '# Club\n\n<!-- events:begin -->\nold\n<!-- events:end -->\n\nMore.\n';

  it('replaces what stands between its markers and nothing else', () => {
    const mended = '# Club\n\n<!-- events:begin -->\n\nnew\n\n<!-- events:end -->\n\nMore.\n';
    expect(withBlock(old, 'events', 'new')).toBe(mended);
    expect(withBlock(mended, 'events', 'new')).toBe(mended);
  });

  it('gets its markers at the end of the section on events, or with such a section', () => {
    const block = '<!-- events:begin -->\n\nnew\n\n<!-- events:end -->\n';
    expect(withBlock('# Club\n', 'events', 'new')).toBe(`# Club\n\n## Events\n\n${block}`);
    expect(withBlock('# Club\n\n## Events\n\nFew.\n\n## Rules\n\nNone.\n', 'events', 'new')).toBe(
      `# Club\n\n## Events\n\nFew.\n\n${block}\n## Rules\n\nNone.\n`,
    );
  });

  it('is refused when only one marker is there', () => {
    expect(() => withBlock('<!-- events:begin -->', 'events', 'new')).toThrow('only one of');
  });
});
