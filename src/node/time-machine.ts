import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Engine } from '../engine/engine.ts';
import type { RunReport } from '../engine/run/options.ts';
import { fail } from '../errors.ts';
import { addDays, isPlainDate, type PlainDate, todayIn } from '../rules/plain-date.ts';

/** A clock that runs as fast as the machine's and can be moved ahead of it (SPEC 19.3). */
export interface TimeMachine {
  now(): Date;
  /** Moves it on to an instant; never back, since the books are not written backwards. */
  moveTo(instant: Date): void;
}

/** Where a time machine keeps how far ahead it is. */
export interface TimeMachineOptions {
  /** Without a file the moved time is lost with the process. */
  readonly file?: string;
  /** The machine's clock unless told. */
  readonly machine?: () => Date;
}

/**
 * Makes a clock to move; with a file it goes on after a restart where it was. For trying out and
 * showing what comes: a provider with a live gateway refuses it.
 *
 * @throws Error when the file says nothing that this function wrote.
 */
export function createTimeMachine(options: TimeMachineOptions = {}): TimeMachine {
  const machine = options.machine ?? ((): Date => new Date());
  const { file } = options;
  let ahead = file === undefined ? 0 : readAhead(file);
  const now = (): Date => new Date(machine().getTime() + ahead);
  return {
    now,
    moveTo(instant): void {
      if (!(instant.getTime() >= now().getTime())) {
        fail('invalid_input', 'The clock cannot be moved back.', { field: 'date' });
      }
      ahead = instant.getTime() - machine().getTime();
      if (file !== undefined) writeAhead(file, ahead);
    },
  };
}

function readAhead(file: string): number {
  if (!existsSync(file)) return 0;
  const kept = JSON.parse(readFileSync(file, 'utf8')) as { readonly aheadMilliseconds?: unknown };
  const ahead = kept.aheadMilliseconds;
  if (typeof ahead !== 'number' || !Number.isSafeInteger(ahead) || ahead < 0) {
    throw new Error(`${file} does not say how far the clock is ahead.`);
  }
  return ahead;
}

/** A process that dies in between leaves the old file or the new one, never half of one. */
function writeAhead(file: string, ahead: number): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ aheadMilliseconds: ahead })}\n`);
  renameSync(`${file}.new`, file);
}

/** A day that a provider lived through: its billing run, or null when that had been made before. */
export interface LivedDay {
  readonly date: PlainDate;
  readonly run: RunReport | null;
}

/** Is told of each day after its run and its tasks. */
export type OnDay = (day: LivedDay) => void;

/** What {@link liveUntil} moves. */
export interface Living {
  readonly engine: Pick<Engine, 'execute' | 'runDaily' | 'performDue'>;
  readonly timeMachine: TimeMachine;
  readonly onDay?: OnDay | undefined;
  /** Ends it after the day in hand. */
  readonly signal?: AbortSignal;
}

/**
 * Lives through the days up to a date of the provider, as a server does that runs all the time: at
 * noon of each day the billing run, then the tasks that are due, and those that follow from them.
 *
 * @throws BillingError `invalid_input` when the date is none, or lies before the provider's today.
 */
export async function liveUntil(date: PlainDate, living: Living): Promise<void> {
  if (!isPlainDate(date)) {
    fail('invalid_input', `"${date}" is no date; write one such as 2027-03-01.`, { field: 'date' });
  }
  const { timeZone, today } = await living.engine.execute({ kind: 'public' }, 'provider.get', {});
  if (date < today) {
    fail('invalid_input', `It is ${today} already; the clock cannot be moved back.`, {
      field: 'date',
    });
  }
  for (let day = addDays(today, 1); day <= date; day = addDays(day, 1)) {
    if (living.signal?.aborted === true) return;
    living.timeMachine.moveTo(noonOf(day, timeZone));
    const run = await living.engine.runDaily();
    while ((await living.engine.performDue({ limit: tasksAtOnce })) > 0);
    living.onDay?.({ date: day, run });
  }
}

const tasksAtOnce = 50;

/** An instant of that day at the provider: noon UTC, but where that is already the next day. */
function noonOf(day: PlainDate, timeZone: string): Date {
  const noon = new Date(`${day}T12:00:00Z`);
  if (todayIn(timeZone, noon) === day) return noon;
  return new Date(`${day}T00:00:00Z`);
}
