import type { Selectable } from 'kysely';
import type { VatAnswer, VatRegister } from '../../ports/vat-register.ts';
import type { TaxParty } from '../../rules/tax.ts';
import { asksAgain, needsVatCheck } from '../../rules/vat-evidence.ts';
import type { VatChecksTable } from '../../storage/tables/vat.ts';
import { lockClient } from '../agenda.ts';
import { type EngineContext, emit, inScope, type Scope } from '../context.ts';
import {
  bounded,
  enqueue,
  type Next,
  pluginContext,
  secondsAfter,
  type TaskKind,
  Unknown,
} from '../tasks.ts';
import { addTodo } from '../todos.ts';
import { correctTaxes } from './vat-correction.ts';

type VatCheck = Selectable<VatChecksTable>;

/** A silent register is asked again after an hour, and later four times a day. */
const firstPauses: readonly number[] = [3600, 3600, 3600];
const laterPause = 6 * 3600;

/** The register of VAT numbers, with its plugin's id; null when the provider has none. */
function registerOf(
  context: EngineContext,
): { readonly id: string; readonly register: VatRegister } | null {
  const plugin = context.plugins.find(({ vatRegister }) => vatRegister !== undefined);
  const register = plugin?.vatRegister;
  return plugin === undefined || register === undefined ? null : { id: plugin.id, register };
}

/** The key of the task that checks the number given with an order. */
export function vatCheckKey(orderId: string): string {
  return `vat.check:${orderId}`;
}

/**
 * Has the VAT number of an order's client checked, where that changes a tax and it is not known to
 * be valid (SPEC 7.12).
 */
export async function expectVatCheck(
  scope: Scope,
  order: { readonly orderId: string; readonly clientId: string; readonly party: TaxParty },
): Promise<void> {
  const { orderId, clientId, party } = order;
  const known = registerOf(scope.context);
  if (known === null || party.vatNumberValid === true) return;
  if (!needsVatCheck(scope.context.catalog.provider, party)) return;
  const waiting = await scope.handle
    .selectFrom('vat_checks')
    .select('id')
    .where('client_id', '=', clientId)
    .where('state', '=', 'due')
    .executeTakeFirst();
  if (waiting !== undefined) return;
  const id = scope.context.chance.uuid();
  await scope.handle
    .insertInto('vat_checks')
    .values({
      id,
      client_id: clientId,
      order_id: orderId,
      vat_number: party.vatNumber ?? '',
      plugin_id: known.id,
      state: 'due',
      consultation: null,
      registered_name: null,
      made_on: scope.today,
      answered_at: null,
    })
    .execute();
  await enqueue(scope, {
    kind: 'vat.check',
    key: vatCheckKey(orderId),
    pluginId: known.id,
    clientId,
    subjectId: id,
  });
}

/** Asks the register, which changes nothing there, and corrects what was taxed meanwhile. */
export const checkVatNumber: TaskKind = {
  async call(context, task): Promise<VatAnswer | null> {
    const check = await inScope(context, 'task:vat.check', (scope) => read(scope, task.subjectId));
    const register = context.pluginById.get(task.pluginId)?.vatRegister;
    if (check.state !== 'due' || register === undefined) return null;
    const world = pluginContext(context, task.key);
    return bounded(register.check({ vatNumber: check.vat_number }, world), world.signal);
  },
  async record(scope, task, result): Promise<Next> {
    const check = await read(scope, task.subjectId);
    if (check.state !== 'due' || result === null) return { state: 'done' };
    await lockClient(scope, check.client_id);
    const answer = result instanceof Unknown ? null : (result as VatAnswer);
    if (answer === null || answer.status === 'unknown') return askAgain(scope, check);
    if (answer.status === 'valid' && !(await correctTaxes(scope, check))) {
      // Money for an invoice that is to be corrected is on its way, or a change waits for it.
      return askAgain(scope, check);
    }
    await keep(scope, check, answer.status, answer);
    await emit(scope, `vat.${answer.status}`, check.client_id, check.client_id);
    if (answer.status === 'invalid') await tellInvalid(scope, check);
    return { state: 'done', outcome: answer.status };
  },
};

function read(scope: Scope, id: string): Promise<VatCheck> {
  return scope.handle
    .selectFrom('vat_checks')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

async function keep(
  scope: Scope,
  check: VatCheck,
  state: VatCheck['state'],
  answer: VatAnswer | null,
): Promise<void> {
  await scope.handle
    .updateTable('vat_checks')
    .set({
      state,
      tries: check.tries + 1,
      consultation: answer?.consultation ?? null,
      registered_name: answer?.name ?? null,
      answered_at: answer === null ? null : scope.now,
    })
    .where('id', '=', check.id)
    .execute();
}

async function askAgain(scope: Scope, check: VatCheck): Promise<Next> {
  if (asksAgain(check.made_on, scope.today)) {
    await keep(scope, check, 'due', null);
    const pause = firstPauses[check.tries] ?? laterPause;
    return { state: 'due', dueAt: secondsAfter(scope.now, pause), outcome: 'unknown' };
  }
  await keep(scope, check, 'given_up', null);
  await addTodo(scope, {
    key: `vat.check:${check.id}`,
    audience: 'operator',
    kind: 'vat_unchecked',
    title: `The VAT number ${check.vat_number} could not be checked`,
    text: 'The register was silent for 30 days, so tax was charged. Check the number by hand.',
    clientId: check.client_id,
  });
  return { state: 'failed', outcome: 'unknown' };
}

async function tellInvalid(scope: Scope, check: VatCheck): Promise<void> {
  await addTodo(scope, {
    key: `vat.invalid:${check.id}`,
    audience: 'client',
    kind: 'vat_invalid',
    title: 'Your VAT number is not valid',
    text: `The register does not know ${check.vat_number}, so tax is charged. Ask the provider.`,
    clientId: check.client_id,
  });
}
