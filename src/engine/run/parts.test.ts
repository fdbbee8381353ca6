import { describe, expect, it } from 'vitest';
import { BillingError, InvariantError } from '../../errors.ts';
import { money } from '../../rules/money.ts';
import { testChance } from '../../testing/billing.ts';
import type { EngineContext, Scope } from '../context.ts';
import { BoundPassed } from './client.ts';
import { addCounts, nothingDone } from './counts.ts';
import { faultOf } from './faults.ts';
import { passedForecast } from './forecast.ts';
import { orderedIds } from './ids.ts';
import { earliest } from './write.ts';

const scope = {
  now: new Date('2026-12-08T09:00:00Z'),
  context: { chance: testChance() } as unknown as EngineContext,
} as Scope;

describe('ids of a batch', () => {
  it('are UUIDs of version 7, in order, and never the same', () => {
    const newId = orderedIds(scope);
    const other = orderedIds(scope);
    const ids = Array.from({ length: 2000 }, () => newId());
    expect([...ids].sort()).toEqual(ids);
    for (const id of ids) {
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    }
    expect(new Set([...ids, ...ids.map(() => other())]).size).toBe(4000);
  });
});

describe('counts', () => {
  it('[16.6] add up, the sums by currency', () => {
    const one = { invoices: 1, sums: [money(100n, 'JPY'), money(1n, 'EUR')] };
    const both = addCounts(addCounts(nothingDone, one), { ...one, parked: 2 });
    expect(both).toMatchObject({ invoices: 2, parked: 2, clients: 0 });
    expect(both.sums).toEqual([money(2n, 'EUR'), money(200n, 'JPY')]);
  });
});

describe('the forecast', () => {
  const forecast = { clients: 1, sums: new Map([['EUR', money(1000n, 'EUR')]]) };

  it('[16.8] is passed by more than its factor, to the cent', () => {
    expect(passedForecast([money(2500n, 'EUR')], forecast, 2.5)).toBeNull();
    expect(passedForecast([money(2501n, 'EUR')], forecast, 2.5)).toContain('25.01 EUR');
  });

  it('[16.8] knows no bound where nothing was foreseen', () => {
    expect(passedForecast([money(99n, 'JPY')], forecast, 1)).toBeNull();
  });
});

describe('a fault of a client', () => {
  it('[16.5] parks for bad data and for our own faults, not for those of the world', () => {
    expect(faultOf(new InvariantError('x')).parks).toBe(true);
    expect(faultOf(new BoundPassed('x')).parks).toBe(true);
    expect(faultOf(new BillingError('invalid_input', 'x')).parks).toBe(true);
    expect(faultOf(new TypeError('x')).parks).toBe(true);
    expect(faultOf(new BillingError('stale_version', 'x')).parks).toBe(false);
    expect(faultOf(Object.assign(new Error('x'), { code: 'ECONNRESET' })).parks).toBe(false);
    expect(faultOf(Object.assign(new Error('x'), { code: '40001' })).parks).toBe(false);
  });
});

it('the first day of work of a client is the earliest of its invoices', () => {
  const firsts = earliest([
    { client_id: 'a', next_step_on: '2027-01-07', charge_on: '2027-01-10' },
    { client_id: 'a', next_step_on: '2026-12-07', charge_on: null },
    { client_id: 'b', next_step_on: null, charge_on: null },
  ]);
  expect([...firsts]).toEqual([['a', '2026-12-07']]);
});
