/** A module that puts the clock of a process off. */
export const clockOff = (ms: number): string =>
  `data:text/javascript,${encodeURIComponent(`const R=Date;globalThis.Date=class extends R{constructor(...a){super(...(a.length?a:[R.now()+${ms}]))}static now(){return R.now()+${ms}}}`)}`;
