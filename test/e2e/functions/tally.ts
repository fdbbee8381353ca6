import type { Hand } from './hands.ts';

/** What a step asks of a client. */
export interface Effort {
  /** Buttons, links, choices and options of lists. */
  readonly clicks: number;
  /** Fields that are typed into. */
  readonly fields: number;
  /** Addresses that are opened on the way, the first one too. */
  readonly pages: number;
  /** How long the client looked at something that was not there yet, in seconds. */
  readonly waited: number;
}

/** A hand that counts. */
export interface Tally extends Hand {
  /** Waits for what the client looks for; the time counts as waiting. */
  look(appears: () => Promise<unknown>): Promise<void>;
  /** What was done since the last call. */
  take(): Effort;
}

/** Counts what a hand does. */
export function tally(hand: Hand): Tally {
  let [clicks, fields, pages, waited] = [0, 0, 0, 0];
  let last = '';
  hand.page.on('framenavigated', (frame) => {
    if (frame !== hand.page.mainFrame() || frame.url() === last) return;
    last = frame.url();
    pages += 1;
  });
  return {
    ...hand,
    press(target) {
      clicks += 1;
      return hand.press(target);
    },
    check(target, on) {
      clicks += 1;
      return hand.check(target, on);
    },
    choose(target, option) {
      clicks += 1;
      return hand.choose(target, option);
    },
    type(target, text) {
      fields += 1;
      return hand.type(target, text);
    },
    async look(appears) {
      const start = performance.now();
      await appears();
      waited += (performance.now() - start) / 1000;
    },
    take() {
      const effort = { clicks, fields, pages, waited };
      [clicks, fields, pages, waited] = [0, 0, 0, 0];
      return effort;
    },
  };
}
