import { sql } from 'kysely';
import type { Output } from '../../contract/operations.ts';
import type { ReadingInput } from '../../contract/usage.ts';
import { fail, quoted } from '../../errors.ts';
import { findPlan } from '../../rules/catalog.ts';
import { parseDecimal } from '../../rules/fraction.ts';
import type { Meter } from '../../rules/meter-model.ts';
import { addMonths, minDate, type PlainDate } from '../../rules/plain-date.ts';
import { inUnit } from '../../rules/unit-price.ts';
import { calendarMonth } from '../../rules/usage.ts';
import { lockClient, scheduleWork } from '../agenda.ts';
import type { Scope } from '../context.ts';
import type { Command } from '../use-case.ts';
import { lockPackage, type PackageRecord } from './provisioning.ts';

/** `usage.record` (SPEC 12.1, 12.3): of one day and resource the last reading counts. */
export const recordUsage: Command<'usage.record', Output<'usage.record'>> = {
  kind: 'command',
  async run(scope, _caller, { packageId, readings }): Promise<Output<'usage.record'>> {
    const row = await ownerLocked(scope, packageId);
    const { plan } = findPlan(scope.context.catalog, row.product_id, row.plan_id);
    const meters = plan.meters ?? [];
    for (const [index, reading] of readings.entries()) {
      check(scope, row, meters, reading, `readings.${index}`);
    }
    let added = 0;
    for (const reading of readings) {
      const meter = meters.find(({ resource }) => resource === reading.resource);
      if (meter !== undefined && (await keep(scope, packageId, meter, reading))) added += 1;
    }
    await expectInvoice(scope, row, meters, readings);
    return { packageId, added, replaced: readings.length - added };
  },
  view: (_scope, _caller, result) => Promise.resolve(result),
};

/** The package, locked after its client. */
async function ownerLocked(scope: Scope, packageId: string): Promise<PackageRecord> {
  const owner = await scope.handle
    .selectFrom('packages')
    .select('client_id')
    .where('id', '=', packageId)
    .executeTakeFirst();
  if (owner === undefined) fail('not_found', 'There is no such package.', { field: 'packageId' });
  await lockClient(scope, owner.client_id);
  return lockPackage(scope, packageId);
}

function check(
  scope: Scope,
  row: PackageRecord,
  meters: readonly Meter[],
  { day, resource, value, unit }: ReadingInput,
  at: string,
): void {
  const meter = meters.find((one) => one.resource === resource);
  if (meter === undefined) {
    fail('invalid_input', `The plan does not meter ${quoted(resource)}.`, {
      field: `${at}.resource`,
    });
  }
  inUnit(parseDecimal(value), unit ?? meter.unit, meter.unit);
  if (day > scope.today) {
    fail('invalid_input', 'A reading cannot be of a day to come.', { field: `${at}.day` });
  }
  if (row.activated_on === null || day < row.activated_on) {
    fail('invalid_input', 'The package was not active on that day.', { field: `${at}.day` });
  }
  // What is invoiced stands: a reading that comes later would never be charged.
  if (row.next_usage_on !== null && day < addMonths(row.next_usage_on, -1)) {
    fail('invalid_input', 'The use of that month is invoiced already.', { field: `${at}.day` });
  }
}

/**
 * Writes a reading, with what was included on that day. The allowance of a day is what stood at its
 * end (SPEC 12.3), so that only a reading of today may still change it.
 *
 * @returns whether it was the first of its day.
 */
async function keep(
  scope: Scope,
  packageId: string,
  meter: Meter,
  { day, resource, value, unit }: ReadingInput,
): Promise<boolean> {
  const kept = await scope.handle
    .insertInto('meter_readings')
    .values({
      package_id: packageId,
      resource,
      day,
      value,
      unit: unit ?? meter.unit,
      allowance: meter.included,
      read_at: scope.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['package_id', 'resource', 'day']).doUpdateSet((row) => ({
        value: row.ref('excluded.value'),
        unit: row.ref('excluded.unit'),
        read_at: row.ref('excluded.read_at'),
        ...(day < scope.today ? {} : { allowance: row.ref('excluded.allowance') }),
      })),
    )
    .returning(sql<boolean>`xmax = 0`.as('is_new'))
    .executeTakeFirstOrThrow();
  return kept.is_new;
}

/** From the first reading of a charged meter on, use is invoiced on the 1st of each month. */
async function expectInvoice(
  scope: Scope,
  row: PackageRecord,
  meters: readonly Meter[],
  readings: readonly ReadingInput[],
): Promise<void> {
  const charged = new Set(
    meters.filter(({ over }) => over === 'charged').map(({ resource }) => resource),
  );
  const first = readings
    .filter(({ resource }) => charged.has(resource))
    .map(({ day }): PlainDate => day)
    .reduce<PlainDate | null>((least, day) => (least === null ? day : minDate(least, day)), null);
  if (first === null || row.next_usage_on !== null) return;
  await scope.handle
    .updateTable('packages')
    .set({ next_usage_on: calendarMonth(first).end })
    .where('id', '=', row.id)
    .execute();
  await scheduleWork(scope, row.client_id);
}
