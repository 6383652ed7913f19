import Sequencer from '@jest/test-sequencer';

/** The longest first: one that comes last keeps a single worker busy while the other has nothing to do. */
const LONG = [
  /storm|killed|demo\.int|race\.int|drill|new-use-case|start\.int/,
  /family-life|clock-killed|fuzz|canaries|counted-reports|service-agreement|changes\.int/,
];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => LONG.findIndex((those) => those.test(path));
    const place = (test) => (rank(test) < 0 ? LONG.length : rank(test));
    return super.sort(tests).toSorted((a, b) => place(a) - place(b));
  }
}
