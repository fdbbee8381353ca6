import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectSoundBooks } from '../support/books.ts';
import { payAll, renewalCatalog, renewals } from '../support/renewals.ts';
import { buy, item } from '../support/shop.ts';
import { createWorld, emptyStore, type World } from '../support/world.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld({ catalog: renewalCatalog(), store: await emptyStore() });
});
afterEach(async () => {
  await expectSoundBooks(world);
  await world.close();
});

/** Another provider in place of the first. */
async function provider(...change: Parameters<typeof renewalCatalog>): Promise<void> {
  world = await createWorld({ catalog: renewalCatalog(...change), store: await emptyStore() });
}

/** A client with one running package from a day on. */
async function running(day: string, plan: string, cycle: string, currency = 'EUR') {
  world.clock.set(`${day}T10:00:00Z`);
  const placed = await buy(world, 'camille', [item('web', plan, cycle)], { currency });
  await payAll(world);
  await world.events();
  return placed;
}

const run = (until?: string) => world.engine.run(until === undefined ? {} : { until });

describe('a month after the other', () => {
  it('[6.1, 6.6, 16.1] is issued the lead time before, and names every event', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    await world.advanceTo('2026-12-07');
    expect(await world.events()).toEqual([]);
    await world.advanceTo('2026-12-08');
    expect(await world.events()).toEqual(['invoice.issued', 'mail.invoice']);
    await payAll(world);
    expect(await world.events()).toEqual(['invoice.paid', 'mail.paid']);
    await world.advanceTo('2027-01-09');
    expect(await world.events()).toEqual(['invoice.issued', 'mail.invoice']);
    await payAll(world);
    expect(await renewals(world)).toEqual([
      '2026-12-08 due 2026-12-22: 9.59 EUR for 2026-12-22/2027-01-22',
      '2027-01-08 due 2027-01-22: 9.59 EUR for 2027-01-22/2027-02-22',
    ]);
  });

  it('[6.1] anchored on the 31st, it keeps to the ends of months, in a leap year too', async () => {
    await running('2027-12-31', 'silver', 'monthly');
    for (const day of ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30']) {
      await world.advanceTo(day);
      await payAll(world);
    }
    expect((await renewals(world)).map((line) => line.split(' for ')[1])).toEqual([
      '2028-01-31/2028-02-29',
      '2028-02-29/2028-03-31',
      '2028-03-31/2028-04-30',
      '2028-04-30/2028-05-31',
    ]);
  });

  it('[6.1] a day begins at the provider’s midnight, on either side of summer time', async () => {
    // 14 days before the 26th of March is the 12th, in winter time; of April the 12th, in summer.
    await running('2027-02-26', 'silver', 'monthly');
    const issued = async (instant: string) => {
      world.clock.set(instant);
      return (await run()).counts.invoices;
    };
    expect(await issued('2027-03-11T22:59:59Z')).toBe(0);
    expect(await issued('2027-03-11T23:00:00Z')).toBe(1);
    await payAll(world);
    expect(await issued('2027-04-11T21:59:59Z')).toBe(0);
    expect(await issued('2027-04-11T22:00:00Z')).toBe(1);
  });
});

describe('money', () => {
  it('[7.8] yen has no minor unit', async () => {
    await running('2026-11-22', 'silver', 'annual', 'JPY');
    await world.advanceTo('2027-11-08');
    expect(await renewals(world)).toEqual([
      '2027-11-08 due 2027-11-22: 15293 JPY for 2027-11-22/2028-11-22',
    ]);
  });

  it('[7.8] the Kuwaiti dinar has three decimals', async () => {
    await running('2026-11-22', 'silver', 'monthly', 'KWD');
    await world.advanceTo('2026-12-08');
    expect(await renewals(world)).toEqual([
      '2026-12-08 due 2026-12-22: 2.946 KWD for 2026-12-22/2027-01-22',
    ]);
  });

  it('[2.9] a raise holds from the first period issued on its day or later', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    await world.read((handle) =>
      handle
        .updateTable('package_items')
        .set({ raised_price: 999n, raised_from: '2027-01-08' })
        .execute(),
    );
    await world.advanceTo('2026-12-08');
    await payAll(world);
    await world.advanceTo('2027-01-08');
    expect((await renewals(world)).map((line) => line.split(' for ')[0])).toEqual([
      '2026-12-08 due 2026-12-22: 9.59 EUR',
      '2027-01-08 due 2027-01-22: 11.99 EUR',
    ]);
    const row = await world.read((handle) =>
      handle.selectFrom('packages').select('price').executeTakeFirstOrThrow(),
    );
    expect(row.price).toBe(999n);
  });

  it('[7.11, 7.12] a client who moved pays the tax of the new country from then on', async () => {
    const { client } = await running('2026-11-22', 'silver', 'monthly');
    await world.advanceTo('2026-12-08');
    await world.read((handle) =>
      handle
        .updateTable('clients')
        .set({ country: 'DE' })
        .where('id', '=', client.clientId)
        .execute(),
    );
    await payAll(world);
    await world.advanceTo('2027-01-08');
    // 7.99 and 20 % of France; then 19 % of Germany.
    expect((await renewals(world)).map((line) => line.split(' for ')[0])).toEqual([
      '2026-12-08 due 2026-12-22: 9.59 EUR',
      '2027-01-08 due 2027-01-22: 9.51 EUR',
    ]);
  });

  it('[7.13, 6.8] a renewal of nothing is not issued, and its days are kept as excused', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    await world.read((handle) =>
      handle.updateTable('package_items').set({ recurring: 0n }).execute(),
    );
    await world.advanceTo('2026-12-08');
    expect(await renewals(world)).toEqual([]);
    const spans = await world.read((handle) =>
      handle.selectFrom('excused_spans').select(['span_start', 'span_end', 'rule']).execute(),
    );
    expect(spans).toEqual([{ span_start: '2026-12-22', span_end: '2027-01-22', rule: 'zero' }]);
  });

  it('[8.3] account credit pays first, at issue', async () => {
    const { client } = await running('2026-11-22', 'silver', 'monthly');
    await world.engine.execute(world.operator, 'clients.credit', {
      commandId: world.newId(),
      clientId: client.clientId,
      amount: { amount: 1000n, currency: 'EUR' },
      reason: 'Goodwill',
    });
    await world.settle();
    await world.events();
    await world.advanceTo('2026-12-08');
    expect(await world.events()).toEqual([
      'invoice.issued',
      'invoice.paid',
      'mail.paid',
      'mail.invoice',
    ]);
    await world.advanceTo('2027-01-08');
    const states = await world.read((handle) =>
      handle.selectFrom('invoice_states').select('balance').orderBy('balance').execute(),
    );
    // Of 10.00 the first took 9.59 and the second 0.41.
    expect(states.at(-1)?.balance).toBe(918n);
  });
});

describe('rest and repetition', () => {
  it('[6.10, 16.5] a server that slept for 40 days issues each missed period by itself', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    world.clock.set('2027-01-17T10:00:00Z');
    await run();
    await world.settle();
    expect(await renewals(world)).toEqual([
      '2027-01-17 due 2027-01-31: 9.59 EUR for 2026-12-22/2027-01-22',
      '2027-01-17 due 2027-01-31: 9.59 EUR for 2027-01-22/2027-02-22',
    ]);
    expect(await world.events()).toEqual([
      'invoice.issued',
      'invoice.issued',
      'mail.invoice',
      'mail.invoice',
    ]);
  });

  it('[16.5] run twice, it writes nothing', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    world.clock.set('2026-12-08T10:00:00Z');
    expect((await run()).counts).toMatchObject({ clients: 1, invoices: 1, lines: 1 });
    expect((await run()).counts).toMatchObject({ clients: 0, invoices: 0, lines: 0 });
    expect(await renewals(world)).toHaveLength(1);
  });

  it('[16.1] the run of the day is made once, and taken up again after a crash', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    world.clock.set('2026-12-08T10:00:00Z');
    expect((await world.engine.runDaily())?.counts.invoices).toBe(1);
    expect(await world.engine.runDaily()).toBeNull();
    await world.read((handle) => handle.updateTable('runs').set({ state: 'running' }).execute());
    expect(await world.engine.runDaily()).toMatchObject({ state: 'done', counts: { invoices: 0 } });
    const { rows } = await world.engine.execute(world.operator, 'runs.list', {});
    expect(rows).toMatchObject([{ kind: 'daily', until: '2026-12-08', state: 'done' }]);
  });

  it('[16.7] a preview writes nothing, and equals the run of that day', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    const preview = await world.engine.execute(world.operator, 'runs.start', {
      commandId: world.newId(),
      until: '2026-12-08',
      preview: true,
    });
    expect(preview).toMatchObject({ runId: null, kind: 'preview', state: 'done' });
    expect(await renewals(world)).toEqual([]);
    expect(await world.events()).toEqual([]);
    world.clock.set('2026-12-08T10:00:00Z');
    const made = await world.engine.execute(world.operator, 'runs.start', {
      commandId: world.newId(),
    });
    expect(made.counts).toEqual(preview.counts);
    expect(made.counts).toMatchObject({ clients: 1, invoices: 1 });
    expect(await renewals(world)).toHaveLength(1);
    const again = await world.engine.execute(world.operator, 'runs.get', {
      runId: made.runId ?? '',
    });
    expect(again).toEqual(made);
  });

  it('[16.1] issues ahead of a day that has not come, and does nothing else ahead', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    const { counts } = await run('2027-02-15');
    expect(counts).toMatchObject({ invoices: 3, reminders: 0, suspensions: 0, charges: 0 });
    expect((await run('2027-02-15')).counts.invoices).toBe(0);
  });
});

describe('what keeps a run from a client', () => {
  it('[16.9] invoicing that is switched off waits until it is on again', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    const turn = (on: boolean) =>
      world.engine.execute(world.operator, 'switches.set', {
        commandId: world.newId(),
        effect: 'invoicing',
        on,
      });
    await turn(false);
    world.clock.set('2026-12-08T10:00:00Z');
    expect((await run()).counts).toMatchObject({ invoices: 0, parked: 0 });
    await turn(true);
    expect((await run()).counts.invoices).toBe(1);
  });

  it('[16.5, 16.8] a fault in one client parks it and stops no other', async () => {
    const broken = await running('2026-11-22', 'silver', 'monthly');
    await buy(world, 'ada', [item('web', 'silver', 'monthly')]);
    await payAll(world);
    await world.read((handle) =>
      handle
        .updateTable('packages')
        .set({ cycle: 'fortnightly' })
        .where('id', '=', broken.packageId)
        .execute(),
    );
    world.clock.set('2026-12-08T10:00:00Z');
    const report = await run();
    expect(report.counts).toMatchObject({ invoices: 1, parked: 1 });
    expect(report.problems).toMatchObject([{ clientId: broken.client.clientId }]);
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows).toMatchObject([{ kind: 'client_parked', clientId: broken.client.clientId }]);
    // Numbers have no gap, whoever was left out (SPEC 7.5).
    const numbers = await world.read((handle) =>
      handle.selectFrom('invoices').select('number').orderBy('number').execute(),
    );
    expect(numbers.map(({ number }) => number)).toEqual([
      'HL-2026-000001',
      'HL-2026-000002',
      'HL-2026-000003',
    ]);
    expect((await run()).counts).toMatchObject({ clients: 0, parked: 0 });
  });

  it('[16.8] too many invoices for one client park it, and nothing is written', async () => {
    await provider({ safety: { linesPerPackage: 15, invoicesPerClient: 2, forecastFactor: 3 } });
    const { client } = await running('2026-11-22', 'silver', 'monthly');
    world.clock.set('2027-06-01T10:00:00Z');
    const report = await run();
    expect(report.counts).toMatchObject({ invoices: 0, parked: 1 });
    expect(report.problems).toEqual([
      { clientId: client.clientId, reason: '3 invoices for one client in a day; at most 2.' },
    ]);
    expect(await renewals(world)).toEqual([]);
  });

  it('[16.8] a sum far above what was expected stops the run', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    // The package's price is what is expected; its item says far more.
    await world.read((handle) =>
      handle.updateTable('package_items').set({ recurring: 79_900n }).execute(),
    );
    world.clock.set('2026-12-08T10:00:00Z');
    const report = await run();
    expect(report).toMatchObject({ state: 'stopped', counts: { invoices: 0 } });
    expect(report.reason).toContain('958.80 EUR');
    expect(await renewals(world)).toEqual([]);
    const { rows } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(rows).toMatchObject([{ kind: 'run_ended_early' }]);
    await world.read((handle) =>
      handle.updateTable('package_items').set({ recurring: 799n }).execute(),
    );
    expect(await run()).toMatchObject({ state: 'done', counts: { invoices: 1 } });
    const { rows: left } = await world.engine.execute(world.operator, 'todos.list', {});
    expect(left).toEqual([]);
  });

  it('[16.6] tells how far it is', async () => {
    await running('2026-11-22', 'silver', 'monthly');
    world.clock.set('2026-12-08T10:00:00Z');
    const seen: string[] = [];
    await world.engine.run({ onProgress: ({ done, total }) => seen.push(`${done}/${total}`) });
    expect(seen.at(-1)).toBe('1/1');
  });
});
