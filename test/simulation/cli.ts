// `npm run simulate -- --seeds 1..20`: lives through seeds, two at a time.
//
//   --seeds A..B | N   which seeds; by default 1..20
//   --gateway NAME     with a gateway's plugin and its vendor's stand-in: stripe, paypal,
//                      twocheckout
//   --months N         months with faults; by default 12
//   --without GUARD    without one of the guards: it must turn red
//   --guards           each guard in turn; ends well when each turns red
//   --sweep [N]        breaks each flow at every N-th boundary; by default at each
//   --ci               the seeds of CI, those that ever failed, and a part of the sweep
//   --trace            prints every line of one seed
//   --json             one line of JSON for each result
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { freshStore } from '../support/embedded-store.ts';
import { flows } from './flows.ts';
import { type GatewayName, gatewayNames, isGatewayName } from './gateways/index.ts';
import { type Guard, guards, isGuard } from './guards.ts';
import { type Job, type Result, runJobs, type SeedJob, type SweepJob } from './pool.ts';
import { type Report, simulate } from './simulate.ts';
import { neverHappened, sometimes, sometimesAtGateways, sumCounts } from './sometimes.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1..20' },
    months: { type: 'string', default: '12' },
    without: { type: 'string' },
    gateway: { type: 'string' },
    guards: { type: 'boolean', default: false },
    sweep: { type: 'string' },
    ci: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    workers: { type: 'string', default: String(Math.min(2, availableParallelism())) },
  },
});

const regressionsFile = new URL('./regressions.json', import.meta.url);
const workers = Number(values.workers);
/** Over so many seeds each thing of `sometimes` must have been met. */
const seedsOfCi = 20;
/** Seeds of CI with each gateway, and the months that they live. */
const seedsPerGateway = 5;
const monthsAtGateways = 3;
/** In CI a flow is broken at every so many-th boundary: an odd number, so that each kind is met. */
const sweepOfCi = 29;
/** Seeds within which a missing guard must be noticed. */
const guardSeeds = 20;

function range(text: string): number[] {
  const [, from, to] = /^(\d+)(?:\.\.(\d+))?$/.exec(text) ?? [];
  if (from === undefined) throw new Error(`"${text}" is not a seed, nor A..B.`);
  const last = Number(to ?? from);
  return Array.from({ length: last - Number(from) + 1 }, (_, index) => Number(from) + index);
}

function guardOf(text: string | undefined): Guard | null {
  if (text === undefined) return null;
  if (!isGuard(text)) throw new Error(`There is no guard "${text}", but ${guards.join(', ')}.`);
  return text;
}

function gatewayOf(text: string | undefined): GatewayName | null {
  if (text === undefined) return null;
  if (!isGatewayName(text)) {
    throw new Error(`There is no gateway "${text}", but ${gatewayNames.join(', ')}.`);
  }
  return text;
}

function seedJob(
  seed: number,
  without = guardOf(values.without),
  months = Number(values.months),
  gateway = gatewayOf(values.gateway),
): SeedJob {
  const job = { kind: 'seed', seed, months } as const;
  return {
    ...job,
    ...(without === null ? {} : { without }),
    ...(gateway === null ? {} : { gateway }),
  };
}

function sweepJobs(every: number): SweepJob[] {
  return flows.map(({ name }) => ({ kind: 'sweep', flow: name, every }));
}

/** Seeds that failed once, by the months that they lived. */
function regressions(): Record<string, readonly number[]> {
  return JSON.parse(readFileSync(regressionsFile, 'utf8')) as Record<string, readonly number[]>;
}

/** Keeps failing seeds, so that CI lives through them for ever. */
function keep(seeds: readonly number[]): void {
  const all = regressions();
  const kept = new Set([...(all[values.months] ?? []), ...seeds]);
  const next = { ...all, [values.months]: [...kept].sort((a, b) => a - b) };
  if (seeds.length > 0) writeFileSync(regressionsFile, `${JSON.stringify(next)}\n`);
}

function isSeed(result: Result): result is Report {
  return 'seed' in result;
}

function show(result: Result): void {
  if (values.json) {
    console.log(JSON.stringify(result));
    return;
  }
  const seconds = `${(result.milliseconds / 1000).toFixed(1)} s`;
  if (isSeed(result)) {
    const { gateway, seed, steps, virtualDays, hash } = result;
    const what = `${steps} steps, ${virtualDays} days in ${seconds}`;
    const where = gateway === 'sandbox' ? '' : ` with ${gateway}`;
    console.log(`seed ${seed}${where}: ${what}, trace ${hash.slice(0, 12)}`);
  } else console.log(`flow "${result.flow}": broken ${result.told} times in ${seconds}`);
  for (const violation of result.violations) console.log(`  VIOLATION ${violation}`);
  if (result.violations.length === 0 || !isSeed(result)) return;
  for (const line of result.last) console.log(`    ${line}`);
  const { gateway, months, seed } = result;
  const more = gateway === 'sandbox' ? '' : ` --gateway ${gateway}`;
  console.log(`  again: npm run simulate -- --seeds ${seed} --months ${months}${more}`);
}

async function runAll(jobs: readonly Job[]): Promise<boolean> {
  const results: Result[] = [];
  await runJobs(jobs, workers, (result) => {
    show(result);
    results.push(result);
    return true;
  });
  const red = results.filter(({ violations }) => violations.length > 0);
  const seeds = results.filter(isSeed);
  const plain = seeds.filter(({ gateway }) => gateway === 'sandbox');
  if (values.without === undefined) {
    const kept = plain.filter(({ violations }) => violations.length > 0);
    keep(kept.map(({ seed }) => seed));
  }
  const counts = sumCounts(plain);
  const isWhole = plain.length >= seedsOfCi && values.without === undefined;
  const atGateways = seeds.filter(({ gateway }) => gateway !== 'sandbox');
  const never = isWhole ? [...neverHappened(counts)] : [];
  if (atGateways.length >= seedsPerGateway * gatewayNames.length) {
    never.push(...neverHappened(sumCounts(atGateways), sometimesAtGateways));
  }
  if (isWhole && !values.json) {
    for (const what of sometimes) console.log(`${String(counts[what] ?? 0).padStart(7)}  ${what}`);
  }
  for (const what of never) console.log(`never happened: ${what}`);
  const failed = red.length + (never.length > 0 ? 1 : 0);
  const passed = results.length - red.length + (isWhole && never.length === 0 ? 1 : 0);
  console.log(`simulation: ${passed} passed, ${failed} failed`);
  const { RACKRATE_COUNTS } = process.env;
  if (RACKRATE_COUNTS !== undefined) {
    writeFileSync(RACKRATE_COUNTS, JSON.stringify({ passed, failed, skipped: 0 }));
  }
  return failed === 0;
}

async function runGuards(): Promise<boolean> {
  let allRed = true;
  for (const without of guards) {
    const red: Report[] = [];
    const jobs = range(`1..${guardSeeds}`).map((seed) => seedJob(seed, without));
    await runJobs(jobs, workers, (result) => {
      if (isSeed(result) && result.violations.length > 0) red.push(result);
      return red.length === 0;
    });
    const [first] = red;
    allRed &&= first !== undefined;
    const what = first === undefined ? 'NOT NOTICED' : `red at seed ${first.seed}`;
    console.log(`without ${without}: ${what}${first ? `: ${first.violations[0]}` : ''}`);
  }
  return allRed;
}

async function traceOne(): Promise<boolean> {
  const { kind: _seed, ...job } = seedJob(range(values.seeds)[0] ?? 1);
  const print = (line: string): void => console.log(line);
  const report = await simulate({ ...job, store: await freshStore(), print });
  show({ ...report, last: [] });
  return report.violations.length === 0;
}

function wanted(): readonly Job[] {
  if (values.sweep !== undefined) return sweepJobs(Number(values.sweep || 1));
  if (!values.ci) return range(values.seeds).map((seed) => seedJob(seed));
  const { [values.months]: sameLength = [], ...others } = regressions();
  const kept = Object.entries(others).flatMap(([months, seeds]) =>
    seeds.map((seed) => seedJob(seed, null, Number(months))),
  );
  const seeds = [...new Set([...sameLength, ...range(`1..${seedsOfCi}`)])];
  const withGateways = gatewayNames.flatMap((gateway) =>
    range(`1..${seedsPerGateway}`).map((seed) => seedJob(seed, null, monthsAtGateways, gateway)),
  );
  return [...seeds.map((seed) => seedJob(seed)), ...kept, ...withGateways, ...sweepJobs(sweepOfCi)];
}

const passed = await (values.guards ? runGuards() : values.trace ? traceOne() : runAll(wanted()));
process.exit(passed ? 0 : 1);
