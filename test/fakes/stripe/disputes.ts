import { refused } from './faults.ts';
import { type Form, field, mapIn } from './form.ts';
import { all, change, hiddenOf, put, type Row, text, type World, whole } from './state.ts';

const noEvidence = Object.fromEntries(
  (
    'access_activity_log billing_address cancellation_policy cancellation_policy_disclosure ' +
    'cancellation_rebuttal customer_communication customer_email_address customer_name ' +
    'customer_purchase_ip customer_signature duplicate_charge_documentation ' +
    'duplicate_charge_explanation duplicate_charge_id product_description receipt refund_policy ' +
    'refund_policy_disclosure refund_refusal_explanation service_date service_documentation ' +
    'shipping_address shipping_carrier shipping_date shipping_documentation ' +
    'shipping_tracking_number uncategorized_file uncategorized_text'
  )
    .split(' ')
    .map((name) => [name, null]),
);

/** The client's bank takes the money of a charge back, or asks about it. */
export function openDispute(world: World, chargeId: string, kind: string): Row {
  const charge = world.state.rows.get(chargeId);
  if (charge === undefined) throw new Error(`There is no charge ${chargeId}.`);
  const inquiry = kind === 'inquiry';
  const disputed = change(world, charge, { disputed: true });
  const row = put(world, {
    id: world.id('du'),
    object: 'dispute',
    created: world.seconds(),
    amount: whole(disputed, 'amount_captured'),
    balance_transactions: [],
    charge: chargeId,
    currency: disputed['currency'] ?? 'eur',
    enhanced_eligibility_types: [],
    evidence: { ...noEvidence, enhanced_evidence: {} },
    evidence_details: {
      due_by: world.seconds() + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: world.live,
    metadata: {},
    payment_intent: text(disputed, 'payment_intent'),
    reason: inquiry ? 'general' : kind,
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  });
  world.emit('charge.dispute.created', row);
  return row;
}

/** A dispute ends. */
export function closeDispute(world: World, dispute: Row, to: 'won' | 'lost'): Row {
  const row = change(world, dispute, { status: to });
  world.emit('charge.dispute.closed', row);
  return row;
}

function chargeOf(world: World, form: Form): Row {
  const intent = world.state.rows.get(field(form, 'payment_intent') ?? '');
  const id = field(form, 'charge') ?? (intent === undefined ? null : text(intent, 'latest_charge'));
  const charge = world.state.rows.get(id ?? '');
  if (charge === undefined || charge.object !== 'charge') {
    const param = 'payment_intent';
    throw refused('No such payment_intent or charge.', { code: 'resource_missing', param }, 404);
  }
  if (charge['paid'] !== true) {
    throw refused('This PaymentIntent does not have a successful charge to refund.');
  }
  return charge;
}

/** @throws StripeFault for more than is left, or a charge under dispute. */
function checkRefund(world: World, charge: Row, amount: number): void {
  const left = whole(charge, 'amount_captured') - whole(charge, 'amount_refunded');
  const dispute = all(world, 'dispute').find((row) => row['charge'] === charge.id);
  if (dispute !== undefined && dispute['is_charge_refundable'] !== true) {
    throw refused('The charge has been charged back.', { code: 'charge_disputed' });
  }
  if (left === 0) {
    throw refused('The charge has already been refunded.', { code: 'charge_already_refunded' });
  }
  if (amount < 1 || amount > left) {
    const limit = `unrefunded amount on charge (${left})`;
    const message = `Refund amount (${amount}) is greater than ${limit}.`;
    throw refused(message, { param: 'amount' });
  }
}

/** Sends money back. */
export function createRefund(world: World, form: Form): Row {
  const charge = chargeOf(world, form);
  const rest = whole(charge, 'amount_captured') - whole(charge, 'amount_refunded');
  const asked = field(form, 'amount');
  const amount = asked === null ? rest : Number(asked);
  checkRefund(world, charge, amount);
  const { behaviour } = hiddenOf(world, text(charge, 'payment_method') ?? '');
  const refundedSum = whole(charge, 'amount_refunded') + amount;
  const refunded = refundedSum === whole(charge, 'amount_captured');
  const after = change(world, charge, { amount_refunded: refundedSum, refunded });
  const row = put(world, {
    id: world.id('re'),
    object: 'refund',
    created: world.seconds(),
    amount,
    balance_transaction: null,
    charge: charge.id,
    currency: charge['currency'] ?? 'eur',
    customer: text(charge, 'customer'),
    customer_account: null,
    destination_details: { card: { type: 'refund' }, type: 'card' },
    metadata: mapIn(form, 'metadata'),
    payment_intent: text(charge, 'payment_intent'),
    payment_method: text(charge, 'payment_method'),
    reason: field(form, 'reason'),
    receipt_number: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
    ...(behaviour?.refund === 'pending'
      ? { status: 'pending', pending_reason: 'processing' }
      : { status: 'succeeded' }),
  });
  world.emit('refund.created', row);
  world.emit('charge.refunded', after);
  return row;
}

/** A pending refund is done, or one comes back: its money is on Stripe's balance again. */
export function endRefund(world: World, refund: Row, to: 'succeeded' | 'failed'): Row {
  const { pending_reason: _, ...rest } = refund;
  const failure = to === 'failed' ? { failure_reason: 'expired_or_canceled_card' } : {};
  const row = put(world, { ...(rest as Row), status: to, ...failure });
  const charge = world.state.rows.get(text(refund, 'charge') ?? '');
  if (to === 'failed' && charge !== undefined) {
    const amount_refunded = whole(charge, 'amount_refunded') - whole(refund, 'amount');
    change(world, charge, { amount_refunded, refunded: false });
  }
  world.emit(to === 'failed' ? 'refund.failed' : 'refund.updated', row);
  return row;
}
