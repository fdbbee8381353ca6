import { fail } from '../errors.ts';
import { type Money, subtract, zero } from './money.ts';
import { compareDates, type PlainDate } from './plain-date.ts';
import { type Change, change, defineMachine, type Machine } from './state-machine.ts';

/** The state of a charge, one attempt to take money (SPEC 8.5; Law 8). */
export type ChargeState =
  | 'created'
  | 'sent'
  | 'action_required'
  | 'pending'
  | 'unknown'
  | 'succeeded'
  | 'failed'
  | 'voided';

/** Who may change a charge; a gateway's answer counts as the engine's. */
export type ChargeActor = 'engine' | 'operator';

/** The names of the steps of a charge. */
export type ChargeEvent =
  | 'send'
  | 'require_action'
  | 'wait'
  | 'lose'
  | 'succeed'
  | 'fail'
  | 'void'
  | 'arrive_late';

/** The states in which a charge may still take money. */
export const openStates: readonly ChargeState[] = [
  'created',
  'sent',
  'action_required',
  'pending',
  'unknown',
];
const openBut = (state: ChargeState): readonly ChargeState[] =>
  openStates.filter((other) => other !== state);

/**
 * How a charge goes. Only success is final: money that still comes after a failure or a void is
 * booked (SPEC 8.6), so those two have one way out.
 */
export const chargeMachine: Machine<ChargeState, ChargeEvent, ChargeActor> = defineMachine<
  ChargeState,
  ChargeEvent,
  ChargeActor
>({
  name: 'charge',
  states: [...openStates, 'succeeded', 'failed', 'voided'],
  initial: 'created',
  final: ['succeeded'],
  transitions: [
    { event: 'send', from: ['created'], to: 'sent', by: ['engine'] },
    {
      event: 'require_action',
      from: openBut('action_required'),
      to: 'action_required',
      by: ['engine'],
    },
    { event: 'wait', from: openBut('pending'), to: 'pending', by: ['engine'] },
    { event: 'lose', from: openBut('unknown'), to: 'unknown', by: ['engine'] },
    { event: 'succeed', from: openStates, to: 'succeeded', by: ['engine', 'operator'] },
    { event: 'fail', from: openStates, to: 'failed', by: ['engine', 'operator'] },
    { event: 'void', from: openStates, to: 'voided', by: ['engine', 'operator'] },
    {
      event: 'arrive_late',
      from: ['failed', 'voided'],
      to: 'succeeded',
      by: ['engine', 'operator'],
    },
  ],
});

/** Asks for a state. @throws BillingError `invalid_transition`. */
export function changeChargeState(request: {
  readonly from: ChargeState;
  readonly to: ChargeState;
  readonly by: ChargeActor;
}): Change<ChargeState, string> {
  return change(chargeMachine, request);
}

/** Whether a charge may still take money: while one is open, no other may start (SPEC 8.5). */
export function isOpen(state: ChargeState): boolean {
  return openStates.includes(state);
}

/** An invoice as far as its payment goes. */
export interface PayableInvoice {
  readonly id: string;
  readonly balance: Money;
  readonly dueOn: PlainDate;
}

/** The part of a payment that an invoice gets; always above zero. */
export interface Allocation {
  readonly id: string;
  readonly amount: Money;
}

/**
 * Spreads a payment over invoices, oldest due first and of one day by id (SPEC 8.1). What no
 * invoice needs is the surplus, which becomes account credit (8.3).
 *
 * @throws BillingError `invalid_input` when less than nothing was received, `currency_mismatch`.
 */
export function allocatePayment(payment: {
  readonly received: Money;
  readonly invoices: readonly PayableInvoice[];
}): { readonly allocations: readonly Allocation[]; readonly surplus: Money } {
  const oldestFirst = [...payment.invoices].sort(
    (a, b) => compareDates(a.dueOn, b.dueOn) || (a.id < b.id ? -1 : 1),
  );
  const allocations: Allocation[] = [];
  let left = payment.received;
  mustNotBeNegative(left);
  for (const { id, balance } of oldestFirst) {
    const { applied, surplus } = applyPayment(balance, left);
    if (applied.amount > 0n) allocations.push({ id, amount: applied });
    left = surplus;
  }
  return { allocations, surplus: left };
}

/**
 * What a payment does to one balance: never more than the balance is applied, the rest is surplus.
 *
 * @throws BillingError `invalid_input` when less than nothing was received, `currency_mismatch`.
 */
export function applyPayment(
  balance: Money,
  received: Money,
): { readonly applied: Money; readonly surplus: Money; readonly balance: Money } {
  mustNotBeNegative(received);
  const nothing = zero(balance.currency);
  const openPart = balance.amount > 0n ? balance : nothing;
  const rest = subtract(received, openPart);
  const applied = rest.amount >= 0n ? openPart : received;
  return {
    applied,
    surplus: rest.amount >= 0n ? rest : nothing,
    balance: subtract(balance, applied),
  };
}

function mustNotBeNegative(received: Money): void {
  if (received.amount < 0n) fail('invalid_input', 'A payment cannot be below zero.');
}
