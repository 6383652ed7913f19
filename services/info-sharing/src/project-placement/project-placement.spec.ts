import { describe, expect, test } from '@jest/globals';
import { scopeOf } from './project-placement.js';

const placements = [
  { projectId: 'binjiang', company: '邻里置业', directorId: 'ma-chao' },
  { projectId: 'lakeside', company: '邻里置业', directorId: 'ma-chao' },
  { projectId: 'hilltop', company: '邻里置业', directorId: 'someone-else' },
  { projectId: 'nobody', company: '邻里置业', directorId: null },
  { projectId: 'overseas', company: '邻里国际', directorId: 'ma-chao' },
];

describe('The scope of an allocation', () => {
  test('projects of one sales director are his own', () => {
    expect(scopeOf(['binjiang', 'lakeside'], placements)).toEqual({ scope: 'OWN_PROJECTS', directorId: 'ma-chao' });
  });

  test('projects of two directors, or of none, stay inside the company', () => {
    for (const ids of [['binjiang', 'hilltop'], ['binjiang', 'nobody'], ['nobody']]) {
      expect(scopeOf(ids, placements)).toEqual({ scope: 'INTERNAL', directorId: null });
    }
  });

  test('one project of another company makes it cross the border, whoever the director is', () => {
    expect(scopeOf(['binjiang', 'overseas'], placements)).toEqual({ scope: 'CROSS_COMPANY', directorId: null });
  });

  test('a project that is not placed is refused: a border must not be overlooked', () => {
    expect(() => scopeOf(['binjiang', 'unheard-of'], placements)).toThrow(
      expect.objectContaining({ code: 'data-request.project-unknown' }),
    );
  });
});
