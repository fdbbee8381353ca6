import { expect } from 'vitest';
import type { GatewayCharge, GatewayRefund, RefundRecord } from '../../ports/gateway.ts';
import type { PluginContext } from '../../ports/plugin.ts';
import { contextOf, deepFreeze, expectUnknown, type VendorFault } from './context.ts';
import type { GatewayScene, PlayGateway } from './gateway-scene.ts';

interface Refunding {
  readonly charge: GatewayCharge;
  input(amount: bigint, name?: string): GatewayRefund;
  context(refund: GatewayRefund, patience?: number): PluginContext;
  refund(refund: GatewayRefund, patience?: number): Promise<RefundRecord>;
  lookup(refund: GatewayRefund): Promise<RefundRecord | null>;
  held(): Promise<{ readonly count: number; readonly amount: bigint }>;
}

/** A captured charge of 12.50, and what refunds of it need. */
async function captured(scene: GatewayScene): Promise<Refunding> {
  const { gateway, harness } = scene;
  const charge = await scene.charge(harness.approve);
  const record = await gateway.start(charge, scene.context(charge));
  if (record.status !== 'done') throw new Error('The charge was not captured.');
  const { refund, lookupRefund } = gateway;
  const { refunded } = harness;
  if (refund === undefined || lookupRefund === undefined || refunded === undefined) {
    throw new Error('The harness lacks a part that its suite names.');
  }
  const context = (input: GatewayRefund, patience?: number): PluginContext =>
    contextOf(harness, input.refundId, patience);
  return {
    charge,
    context,
    input: (amount, name = 'one') =>
      deepFreeze({
        refundId: `refund-${charge.chargeId}-${name}`,
        chargeId: charge.chargeId,
        reference: record.reference,
        amount: { amount, currency: charge.amount.currency },
      }),
    refund: (input, patience) => refund(input, context(input, patience)),
    lookup: (input) => lookupRefund(input, context(input)),
    held: () => refunded(charge.chargeId),
  };
}

/** What a gateway that refunds must hold (SPEC 8.10): exact, once, never more than was captured. */
export function refundCases(play: PlayGateway): void {
  play('[8.10] a part goes back, then the rest, and no more', async (scene) => {
    const s = await captured(scene);
    const first = await s.refund(s.input(450n));
    expect(first).toMatchObject({ status: 'done', value: { refunded: { amount: 450n } } });
    expect(await s.lookup(s.input(450n))).toEqual(first);
    expect(await s.refund(s.input(801n, 'two'))).toMatchObject({ status: 'failed' });
    expect((await s.refund(s.input(800n, 'three'))).status).toBe('done');
    expect(await s.held()).toEqual({ count: 2, amount: 1250n });
  });
  play(
    '[8.10] a refund the vendor never heard of is null, one of no charge fails',
    async (scene) => {
      const s = await captured(scene);
      expect(await s.lookup(s.input(100n))).toBeNull();
      const other = deepFreeze({ ...s.input(100n), chargeId: 'no-such-charge' });
      expect(await s.refund(other)).toMatchObject({ status: 'failed' });
      expect((await s.held()).count).toBe(0);
    },
  );
  const lost: readonly VendorFault[] = ['lose-answer', 'lie', 'late'];
  for (const fault of lost) {
    play(`[8.10] ${fault}: the refund is unknown, a lookup finds the one`, async (scene) => {
      const s = await captured(scene);
      await scene.harness.disturb('refund', fault);
      await expectUnknown(s.refund(s.input(450n), 150));
      await expect.poll(async () => (await s.lookup(s.input(450n)))?.status).toBe('done');
      expect((await s.refund(s.input(450n))).status).toBe('done');
      expect(await s.held()).toEqual({ count: 1, amount: 450n });
    });
  }
  play('[8.10] the network sends a refund twice, or we do: one effect', async (scene) => {
    const s = await captured(scene);
    await scene.harness.disturb('refund', 'answer-twice');
    expect((await s.refund(s.input(450n))).status).toBe('done');
    await Promise.all([1, 2, 3].map(() => s.refund(s.input(450n))));
    expect(await s.held()).toEqual({ count: 1, amount: 450n });
  });
  play(
    '[8.10] an error without effect leaves nothing; a lookup in trouble throws',
    async (scene) => {
      const s = await captured(scene);
      await scene.harness.disturb('refund', 'fail');
      expect(await s.refund(s.input(450n))).toMatchObject({
        status: 'failed',
        code: 'unavailable',
      });
      expect(await s.lookup(s.input(450n))).toBeNull();
      await scene.harness.disturb('refund_lookup', 'fail');
      await expectUnknown(s.lookup(s.input(450n)));
    },
  );
}
