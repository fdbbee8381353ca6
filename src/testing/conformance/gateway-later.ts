import { expect } from 'vitest';
import type { GatewayCharge, GatewayMovement, GatewayRefund } from '../../ports/gateway.ts';
import { MismatchError } from '../../ports/mismatch.ts';
import { contextOf } from './context.ts';
import { type GatewayScene, must, type PlayGateway, queryOf as query } from './gateway-scene.ts';

/** A captured charge of 12.50, and what moved of it. */
async function captured(s: GatewayScene): Promise<{
  readonly charge: GatewayCharge;
  readonly reference: string;
  moved(kind: GatewayMovement['kind']): Promise<readonly GatewayMovement[]>;
}> {
  const charge = await s.charge(s.harness.approve);
  const record = await s.gateway.start(charge, s.context(charge));
  if (record.status !== 'done') throw new Error('The charge was not captured.');
  const { reference } = record;
  const { chargeId, amount } = charge;
  const movements = must(s.gateway.movements);
  return {
    charge,
    reference,
    moved: async (kind) => {
      const all = await movements({ chargeId, reference, amount }, s.context(charge));
      return all.filter((one) => one.kind === kind);
    },
  };
}

/** What moves without us: refunds in the dashboard, refunds that come back (facts 11). */
export function movementCases(play: PlayGateway): void {
  play('[8.10] its own payment is among what moved in its time', async (s) => {
    const { charge, reference } = await captured(s);
    const now = s.harness.now().getTime();
    const hour = 3_600_000;
    const span = { from: new Date(now - hour), until: new Date(now + hour) };
    const list = await must(s.gateway.movements)(span, s.context(charge));
    const own = list.filter((one) => one.kind === 'payment' && one.chargeReference === reference);
    expect(own).toMatchObject([{ reference, state: 'done', amount: charge.amount }]);
    const before = { from: new Date(now - 3 * hour), until: new Date(now - 2 * hour) };
    const none = await must(s.gateway.movements)(before, s.context(charge));
    expect(none.filter((one) => one.chargeReference === reference)).toEqual([]);
  });
  play('[8.10] a refund of ours is named, one of the dashboard is not', async (s) => {
    const { charge, reference, moved } = await captured(s);
    const refund: GatewayRefund = {
      refundId: `refund-${charge.chargeId}`,
      chargeId: charge.chargeId,
      reference,
      amount: { amount: 450n, currency: 'EUR' },
    };
    await must(s.gateway.refund)(refund, contextOf(s.harness, refund.refundId));
    await must(s.harness.refundThere)(charge.chargeId, 300n);
    const refunds = await moved('refund');
    const shown = refunds.map(({ refundId, amount, state }) => [refundId, amount.amount, state]);
    expect(shown).toHaveLength(2);
    expect(shown).toContainEqual([refund.refundId, 450n, 'done']);
    expect(shown).toContainEqual([null, 300n, 'done']);
  });
}

/** A refund that was paid out and came back (facts 11: refund fails later). */
export function returnCases(play: PlayGateway): void {
  play('[8.10] a refund that comes back is a movement that failed', async (s) => {
    const { charge, reference, moved } = await captured(s);
    const refundId = `refund-${charge.chargeId}`;
    const amount = { amount: 450n, currency: 'EUR' };
    const refund: GatewayRefund = { refundId, chargeId: charge.chargeId, reference, amount };
    await must(s.gateway.refund)(refund, contextOf(s.harness, refundId));
    await must(s.harness.returnRefund)(refundId);
    expect(await moved('refund')).toMatchObject([{ refundId, state: 'failed', amount }]);
  });
}

/** The client's bank takes the money back (facts 11: dispute). */
export function disputeCases(play: PlayGateway): void {
  for (const [to, state] of [
    ['won', 'failed'],
    ['lost', 'done'],
  ] as const) {
    play(`[8.12] a dispute is open, then ${to}`, async (s) => {
      const { charge, moved } = await captured(s);
      expect(await moved('dispute')).toEqual([]);
      await must(s.harness.dispute)(charge.chargeId, 'open');
      const [open] = await moved('dispute');
      expect(open).toMatchObject({ state: 'pending', amount: charge.amount });
      await must(s.harness.dispute)(charge.chargeId, to);
      expect(await moved('dispute')).toMatchObject([{ reference: open?.reference, state }]);
    });
  }
}

/** The vendor holds something else than we asked for (facts 11: wrong amount, wrong currency). */
export function falsifiedCases(
  play: PlayGateway,
  which: readonly ('amount' | 'currency' | 'mode' | 'account')[],
): void {
  for (const what of which) {
    play(`[8.5] a record of another ${what} is a mismatch, and is never booked`, async (s) => {
      const charge = await s.charge(s.harness.approve);
      await s.gateway.start(charge, s.context(charge));
      await must(s.harness.falsify)(charge.chargeId, what);
      const looked = await s.gateway
        .lookup(query(charge), s.context(charge))
        .catch((error: unknown) => error);
      expect(looked).toBeInstanceOf(MismatchError);
      expect(looked).toMatchObject({ reason: what });
    });
  }
}

const refusals = {
  signature: 'bad_signature',
  age: 'too_old',
  mode: 'wrong_mode',
  account: 'wrong_account',
} as const;

/** What is wrong with a notification is said to the operator (facts 11, SPEC 8.7). */
export function forgedCases(play: PlayGateway, which: readonly (keyof typeof refusals)[]): void {
  for (const how of which) {
    play(`[8.7] a notification with a wrong ${how} is refused as ${refusals[how]}`, async (s) => {
      const charge = await s.charge(s.harness.approve);
      await s.gateway.start(charge, s.context(charge));
      const request = await must(s.harness.forged)(charge.chargeId, how);
      if (request === null) throw new Error(`The harness forges no ${how}.`);
      const taken = await must(s.gateway.notify)(request, s.context(charge));
      expect(taken).toMatchObject({ facts: [], refused: refusals[how] });
    });
  }
}
