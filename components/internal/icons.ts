/** The drawing of an icon: a path, 16 by 16. */
export type Icon = `M${string}`;

/** A fault, or what is overdue. */
export const alert: Icon = 'M8 2 14.5 13.25h-13ZM8 6.25v3.25M8 11.4v.1';

/** One step back. */
export const back: Icon = 'M10 3.5 5.5 8 10 12.5';

/** Back to the start. */
export const backs: Icon = 'M12.5 3.5 8 8l4.5 4.5M7.5 3.5 3 8l4.5 4.5';

/** A bank. */
export const bank: Icon = 'M2 6 8 2.5 14 6ZM3.75 6v5M6.6 6v5M9.4 6v5M12.25 6v5M2 13.25h12';

/** A payment card. */
export const card: Icon = ('M3.25 3.25h9.5a1.5 1.5 0 0 1 1.5 1.5v6.5a1.5 1.5 0 0 1 -1.5 1.5h-9.5' +
  'a1.5 1.5 0 0 1 -1.5 -1.5v-6.5a1.5 1.5 0 0 1 1.5 -1.5M1.75 6.5h12.5M4.25 10h2.5') as Icon;

/** What is included. */
export const check: Icon = 'M3 8.5 6.5 12 13 4.5';

/** Waiting. */
export const clock: Icon = ('M1.75 8a6.25 6.25 0 1 0 12.5 0a6.25 6.25 0 1 0 -12.5 0' +
  'M8 4.5V8l2.25 1.5') as Icon;

/** Close. */
export const close: Icon = 'M4 4l8 8M12 4l-8 8';

/** Copy. */
export const copy: Icon = ('M6.5 5.25h6a1.25 1.25 0 0 1 1.25 1.25v6a1.25 1.25 0 0 1 -1.25 1.25h-6' +
  'a1.25 1.25 0 0 1 -1.25 -1.25v-6a1.25 1.25 0 0 1 1.25 -1.25M10.75 5.25v-3h-8.5v8.5h3') as Icon;

/** Unfold, or choose one. */
export const down: Icon = 'M3.5 6 8 10.5 12.5 6';

/** Download. */
export const download: Icon = 'M8 2.25v8M4.75 7.25 8 10.5l3.25-3.25M2.5 13.5h11';

/** Write, or still being written. */
export const edit: Icon = 'M10.75 2.75l2.5 2.5-7.75 7.75-3.25.75.75-3.25Z';

/** Leads out of the page. */
export const external: Icon = 'M9 2.75h4.25V7M13 3 7.5 8.5M6.5 3.75H3.25v9h9V9.5';

/** Did not come about. */
export const failed: Icon = ('M1.75 8a6.25 6.25 0 1 0 12.5 0a6.25 6.25 0 1 0 -12.5 0M6 6l4 4' +
  'M10 6l-4 4') as Icon;

/** A choice of rows. */
export const filter: Icon = 'M2 3.5h12M4.25 8h7.5M6.5 12.5h3';

/** A domain name. */
export const globe: Icon =
  ('M1.75 8a6.25 6.25 0 1 0 12.5 0a6.25 6.25 0 1 0 -12.5 0M1.75 8h12.5M8 1.75' +
    'c2 1.9 2.75 4 2.75 6.25S10 12.35 8 14.25C6 12.35 5.25 10.25 5.25 8S6 3.65 8 1.75Z') as Icon;

/** In the hands of somebody else. */
export const hand: Icon =
  ('M3.25 5h9.5a1.25 1.25 0 0 1 1.25 1.25v6a1.25 1.25 0 0 1 -1.25 1.25h-9.5' +
    'a1.25 1.25 0 0 1 -1.25 -1.25v-6a1.25 1.25 0 0 1 1.25 -1.25M5.75 5V2.75h4.5V5M2 9h12') as Icon;

/** One less. */
export const less: Icon = 'M3 8h10';

/** Locked, or protected. */
export const lock: Icon =
  ('M4.25 7h7.5a1.25 1.25 0 0 1 1.25 1.25v4.5a1.25 1.25 0 0 1 -1.25 1.25h-7.5' +
    'a1.25 1.25 0 0 1 -1.25 -1.25v-4.5a1.25 1.25 0 0 1 1.25 -1.25M5.25 7V5' +
    'a2.75 2.75 0 0 1 5.5 0v2') as Icon;

/** Mail. */
export const mail: Icon = ('M3 3.25h10a1.25 1.25 0 0 1 1.25 1.25v7a1.25 1.25 0 0 1 -1.25 1.25h-10' +
  'a1.25 1.25 0 0 1 -1.25 -1.25v-7a1.25 1.25 0 0 1 1.25 -1.25M2 4.25 8 9l6-4.75') as Icon;

/** One step on. */
export const next: Icon = 'M6 3.5 10.5 8 6 12.5';

/** On to the end. */
export const nexts: Icon = 'M3.5 3.5 8 8l-4.5 4.5M8.5 3.5 13 8l-4.5 4.5';

/** No connection. */
export const offline: Icon = ('M1.75 1.75l12.5 12.5M4.6 6.2A3.25 3.25 0 0 0 4.5 12.75h7M6.5 4.1' +
  'a4 4 0 0 1 5.6 2.9 2.9 2.9 0 0 1 1.6 4.6') as Icon;

/** Done, and well. */
export const paid: Icon = ('M1.75 8a6.25 6.25 0 1 0 12.5 0a6.25 6.25 0 1 0 -12.5 0' +
  'M5.25 8.25 7.25 10.25 10.75 6') as Icon;

/** Paused. */
export const pause: Icon = 'M1.75 8a6.25 6.25 0 1 0 12.5 0a6.25 6.25 0 1 0 -12.5 0M6.5 6v4M9.5 6v4';

/** One more. */
export const plus: Icon = 'M8 3v10M3 8h10';

/** Print. */
export const print: Icon = 'M4.5 5.5V2.25h7V5.5M4.5 11.5H2.25v-6h11.5v6H11.5M4.5 9.25h7v4.5h-7Z';

/** A document of money. */
export const receipt: Icon =
  ('M3.5 1.75h9v12.5L10.25 12.75 8 14.25 5.75 12.75 3.5 14.25ZM6 5.25h4' + 'M6 8.25h4') as Icon;

/** Again, or in work. */
export const renew: Icon = 'M13.5 8a5.5 5.5 0 1 1-1.7-3.97M13.25 1.75v2.75H10.5';

/** Goes on elsewhere. */
export const right: Icon = 'M3 8h10M9 4l4 4-4 4';

/** Search. */
export const search: Icon = 'M2.25 7a4.75 4.75 0 1 0 9.5 0a4.75 4.75 0 1 0 -9.5 0M10.5 10.5 14 14';

/** Protection. */
export const shield: Icon = ('M8 1.75 13 3.5v4c0 3.25-2.1 5.5-5 6.75-2.9-1.25-5-3.5-5-6.75v-4Z' +
  'M5.75 8l1.6 1.6 2.9-3.2') as Icon;

/** A column that can be sorted. */
export const sort: Icon = 'M5 6.5 8 3.5l3 3M5 9.5l3 3 3-3';

/** Sorted, the highest first. */
export const sortdown: Icon = 'M4 6l4 4.5L12 6';

/** Sorted, the lowest first. */
export const sortup: Icon = 'M4 10l4-4.5L12 10';

/** Remove. */
export const trash: Icon = 'M2.5 4.25h11M6 4V2.25h4V4M4 4.5l.6 9.25h6.8L12 4.5';

/** Taken back. */
export const undo: Icon = 'M3 6.25h7a3.5 3.5 0 0 1 0 7H6M5.75 3.25 2.75 6.25l3 3';
