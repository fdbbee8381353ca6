import { manual } from '../../plugins/manual/index.ts';
import { sandbox } from '../../plugins/sandbox/index.ts';
import { smtp } from '../../plugins/smtp/index.ts';
import type { TaskKindName } from '../../src/engine/tasks.ts';
import { machineChance } from '../../src/node/random.ts';
import { openPglite } from '../../src/storage/pglite.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { createTestBilling, testClock } from '../../src/testing/billing.ts';
import { scenarioCatalog } from '../support/scenario-catalog.ts';
import { dyingPlugins, type Moment } from './effects.ts';
import { type Life, live, type Stage } from './life.ts';

/** What a provider's process is told by its one argument, as JSON. */
export interface ProcessOrder {
  readonly folder?: string;
  readonly url?: string;
  readonly vendorUrl: string;
  readonly secret: string;
  readonly webhookSecret: string;
  readonly smtpPort: number;
  /** When its clock begins. */
  readonly now: string;
  /** Told to their end after what is due was done. */
  readonly finish: readonly Life[];
  /** Told with the crash; left out, the process ends in peace. */
  readonly crash?: { readonly life: Life; readonly kind: TaskKindName; readonly moment: Moment };
}

async function main(order: ProcessOrder): Promise<void> {
  const store =
    order.url === undefined
      ? await openPglite({ folder: order.folder ?? '' })
      : await openPostgres({ url: order.url });
  const { secret, webhookSecret } = order;
  const plugins = [
    sandbox({ url: order.vendorUrl, secret, webhookSecret }),
    manual({ instructions: 'Transfer {amount} with the reference {reference}.' }),
    smtp({
      host: '127.0.0.1',
      port: order.smtpPort,
      from: 'billing@harbourlight.example',
      fromName: 'Harbourlight Hosting',
    }),
  ];
  const clock = testClock(order.now);
  const base = { catalog: scenarioCatalog(), store, clock, chance: machineChance };
  const approve = async (url: string): Promise<void> => {
    await fetch(url, { method: 'POST', body: new URLSearchParams({ answer: 'approve' }) });
  };
  const stageOf = async (list: typeof plugins): Promise<Stage> => {
    const billing = await createTestBilling({ ...base, plugins: list });
    return { engine: billing.engine, settle: () => billing.settle(), approve };
  };
  const calm = await stageOf(plugins);
  await calm.settle();
  for (const life of order.finish) await live(calm, life);
  if (order.crash !== undefined) {
    const die = (): Promise<never> => {
      process.kill(process.pid, 'SIGKILL');
      return new Promise<never>(() => undefined);
    };
    const dying = dyingPlugins(plugins, order.crash, die);
    await live(await stageOf([...dying]), order.crash.life);
  }
  await store.close();
}

await main(JSON.parse(process.argv[2] ?? '{}') as ProcessOrder);
