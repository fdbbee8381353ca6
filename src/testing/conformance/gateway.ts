import { afterEach, describe, expect, it } from 'vitest';
import type { ChargeRecord, GatewayCharge, NotificationFact } from '../../ports/gateway.ts';
import type { Money } from '../../rules/money.ts';
import { deepFreeze, expectUnknown, type VendorFault } from './context.ts';
import {
  disputeCases,
  falsifiedCases,
  forgedCases,
  movementCases,
  returnCases,
} from './gateway-later.ts';
import { refundCases } from './gateway-refunds.ts';
import {
  createScene,
  type GatewayHarness,
  type GatewayScene,
  must,
  type PlayGateway,
  queryOf as query,
} from './gateway-scene.ts';
import { removedCases, setupCases, stepCases } from './gateway-steps.ts';

/** What is tested of a gateway. */
export interface GatewayConformance {
  readonly name: string;
  readonly make: () => Promise<GatewayHarness>;
  /** What the harness has; a part that is named must be there. */
  readonly parts: readonly (
    | 'challenge'
    | 'late'
    | 'partial'
    | 'notification'
    | 'void'
    | 'refund'
    | 'step'
    | 'movements'
    | 'returns'
    | 'dispute'
    | 'setup'
    | 'removed'
  )[];
  /** Falsehoods of a record that the vendor can show. */
  readonly falsified?: readonly ('amount' | 'currency' | 'mode' | 'account')[];
  /** What can be wrong with its notifications. */
  readonly forged?: readonly ('signature' | 'age' | 'mode' | 'account')[];
}

function captured(record: ChargeRecord | null): bigint | null {
  return record?.status === 'done' ? record.value.captured.amount : null;
}

/** For gateways that set no limits. */
const usualAmounts: readonly Money[] = [
  { amount: 1n, currency: 'EUR' },
  { amount: 1200n, currency: 'JPY' },
  { amount: 12_345n, currency: 'KWD' },
  { amount: 99_999_999_999n, currency: 'EUR' },
];

function happyCases(play: PlayGateway): void {
  play('[8.5] amounts of no, two and three decimals are captured exactly', async (s) => {
    for (const amount of s.harness.amounts ?? usualAmounts) {
      const charge = await s.charge(s.harness.approve, { amount });
      const record = await s.gateway.start(charge, s.context(charge));
      expect(record).toMatchObject({ status: 'done', value: { captured: amount } });
      expect(await s.gateway.lookup(query(charge), s.context(charge))).toEqual(record);
      expect((await s.harness.held(charge.chargeId)).captured).toBe(amount.amount);
    }
  });
  play('[8.5] a decline is an answer with a group, and a repeat declines again', async (s) => {
    const charge = await s.charge(s.harness.decline);
    const record = await s.gateway.start(charge, s.context(charge));
    expect(record).toMatchObject({ status: 'failed', code: 'declined' });
    expect(record.status === 'failed' && record.group).toBeTruthy();
    expect(await s.gateway.start(charge, s.context(charge))).toEqual(record);
    // Of a refusal without a reference the gateway holds no charge.
    const known = 'reference' in record ? [record] : [record, null];
    expect(known).toContainEqual(await s.gateway.lookup(query(charge), s.context(charge)));
    expect((await s.harness.held(charge.chargeId)).captured).toBe(0n);
  });
  play('[8.5] a charge the vendor never heard of is null', async (s) => {
    const charge = await s.charge(s.harness.approve);
    expect(await s.gateway.lookup(query(charge), s.context(charge))).toBeNull();
  });
  play('[8.5] a record over another amount or currency is never booked', async (s) => {
    const charge = await s.charge(s.harness.approve);
    await s.gateway.start(charge, s.context(charge));
    for (const amount of [
      { amount: 1250n, currency: 'USD' },
      { amount: 1249n, currency: 'EUR' },
    ]) {
      const other = deepFreeze({ chargeId: charge.chargeId, amount });
      await expectUnknown(s.gateway.lookup(other, s.context(charge)));
    }
  });
}

function faultCases(play: PlayGateway): void {
  const lost: readonly VendorFault[] = ['lose-answer', 'lie', 'late'];
  for (const fault of lost) {
    play(`[8.5] ${fault}: the call is unknown, a lookup finds the one charge`, async (s) => {
      const charge = await s.charge(s.harness.approve);
      await s.harness.disturb('charge', fault);
      await expectUnknown(s.gateway.start(charge, s.context(charge, 150)));
      await expect
        .poll(async () => captured(await s.gateway.lookup(query(charge), s.context(charge))))
        .toBe(1250n);
      const again = await s.gateway.start(charge, s.context(charge));
      expect(captured(again)).toBe(1250n);
      expect(await s.harness.held(charge.chargeId)).toEqual({ count: 1, captured: 1250n });
    });
  }
  play('[8.5] hang without effect: unknown, then null, then the same key charges', async (s) => {
    const charge = await s.charge(s.harness.approve);
    await s.harness.disturb('charge', 'hang');
    await expectUnknown(s.gateway.start(charge, s.context(charge, 100)));
    expect(await s.gateway.lookup(query(charge), s.context(charge))).toBeNull();
    expect(captured(await s.gateway.start(charge, s.context(charge)))).toBe(1250n);
    expect((await s.harness.held(charge.chargeId)).count).toBe(1);
  });
  play('[8.5] the network sends a charge twice: one effect', async (s) => {
    const charge = await s.charge(s.harness.approve);
    await s.harness.disturb('charge', 'answer-twice');
    expect(captured(await s.gateway.start(charge, s.context(charge)))).toBe(1250n);
    expect(await s.harness.held(charge.chargeId)).toEqual({ count: 1, captured: 1250n });
  });
  play('[8.5] five starts at once with one key: one effect, one answer', async (s) => {
    const charge = await s.charge(s.harness.approve);
    const five = [1, 2, 3, 4, 5].map(() => s.gateway.start(charge, s.context(charge)));
    const records = await Promise.all(five);
    expect(
      new Set(records.map((record) => record.status === 'done' && record.reference)).size,
    ).toBe(1);
    expect(await s.harness.held(charge.chargeId)).toEqual({ count: 1, captured: 1250n });
  });
  play(
    '[8.5] an error without effect leaves nothing, and a lookup in trouble throws',
    async (s) => {
      const charge = await s.charge(s.harness.approve);
      await s.harness.disturb('charge', 'fail');
      const outcome = await s.gateway.start(charge, s.context(charge)).catch(() => null);
      if (outcome !== null)
        expect(outcome).toMatchObject({ status: 'failed', code: 'unavailable' });
      expect(await s.gateway.lookup(query(charge), s.context(charge))).toBeNull();
      for (const fault of ['fail', 'lose-answer'] as const) {
        await s.harness.disturb('lookup', fault);
        await expectUnknown(s.gateway.lookup(query(charge), s.context(charge)));
      }
    },
  );
}

function voidCases(play: PlayGateway): void {
  play('[8.5] after a void the charge can no longer be made', async (s) => {
    const giveUp = must(s.gateway.void);
    const charge = await s.charge(s.harness.approve);
    const first = await giveUp(query(charge), s.context(charge));
    expect(first.status).toBe('done');
    expect((await giveUp(query(charge), s.context(charge))).status).toBe('done');
    const late = await s.gateway.start(charge, s.context(charge));
    expect(late).toMatchObject({ status: 'failed', code: 'canceled' });
    expect((await s.harness.held(charge.chargeId)).captured).toBe(0n);
  });
  play('[8.5] what is captured cannot be voided', async (s) => {
    const charge = await s.charge(s.harness.approve);
    await s.gateway.start(charge, s.context(charge));
    const outcome = await must(s.gateway.void)(query(charge), s.context(charge));
    expect(outcome).toMatchObject({ status: 'failed', code: 'conflict' });
    expect((await s.harness.held(charge.chargeId)).captured).toBe(1250n);
  });
}

function challengeCases(play: PlayGateway): void {
  for (const approve of [true, false]) {
    play(`[8.5] a challenge that is ${approve ? 'approved' : 'rejected'}`, async (s) => {
      const charge = await s.charge(must(s.harness.challenge));
      const record = await s.gateway.start(charge, s.context(charge));
      expect(record).toMatchObject({ status: 'pending', action: { kind: 'challenge' } });
      if (record.status !== 'pending' || record.action?.kind !== 'challenge') return;
      const before = await must(s.gateway.resume)(query(charge), s.context(charge));
      expect(before.status).toBe('pending');
      await must(s.harness.answerChallenge)(record.action.url, approve);
      const after = await must(s.gateway.resume)(query(charge), s.context(charge));
      if (approve) expect(captured(after)).toBe(1250n);
      else expect(after).toMatchObject({ status: 'failed', code: 'authentication_failed' });
    });
  }
  play('[8.5] a challenge without the client there is a decline, not a wait', async (s) => {
    const charge = await s.charge(must(s.harness.challenge), { onSession: false });
    const record = await s.gateway.start(charge, s.context(charge));
    expect(record).toMatchObject({ status: 'failed', group: 'authentication' });
  });
}

function slowCases(play: PlayGateway, parts: GatewayConformance['parts']): void {
  if (parts.includes('late')) {
    play('[8.13] a late settlement is pending with a date, then done', async (s) => {
      const charge = await s.charge(must(s.harness.late));
      const record = await s.gateway.start(charge, s.context(charge));
      expect(record).toMatchObject({ status: 'pending', checkAfter: expect.any(Date) });
      await must(s.harness.settle)(charge.chargeId);
      expect(captured(await s.gateway.lookup(query(charge), s.context(charge)))).toBe(1250n);
    });
  }
  if (!parts.includes('partial')) return;
  play('[8.5] a partial capture says what was really captured', async (s) => {
    const charge = await s.charge(must(s.harness.partial));
    const record = await s.gateway.start(charge, s.context(charge));
    const amount = captured(record);
    expect(amount).toBeGreaterThan(0n);
    expect(amount).toBeLessThan(1250n);
    expect((await s.harness.held(charge.chargeId)).captured).toBe(amount);
  });
}

function notificationCases(play: PlayGateway): void {
  const send = async (
    s: GatewayScene,
    charge: GatewayCharge,
    change: (parts: { body: string; headers: Record<string, string> }) => void,
  ): Promise<{ status: number; facts: readonly NotificationFact[] }> => {
    const { body, headers } = await must(s.harness.notification)(charge.chargeId);
    const parts = { body, headers: { ...headers } };
    change(parts);
    const request = new Request('https://shop.example/webhooks', { method: 'POST', ...parts });
    const { reply, facts } = await must(s.gateway.notify)(request, s.context(charge));
    return { status: reply.status, facts };
  };
  play('[8.7] a genuine notification names the charge, the same event each time', async (s) => {
    const charge = await s.charge(s.harness.approve);
    await s.gateway.start(charge, s.context(charge));
    const first = await send(s, charge, () => undefined);
    const second = await send(s, charge, () => undefined);
    expect(first.status).toBe(200);
    expect(first.facts).toHaveLength(1);
    expect(first.facts[0]).toMatchObject({ charge: { chargeId: charge.chargeId } });
    expect(second.facts).toEqual(first.facts);
  });
  play('[8.7] a changed byte, a bare or a bad signature give no facts', async (s) => {
    const charge = await s.charge(s.harness.approve);
    await s.gateway.start(charge, s.context(charge));
    const forged = await Promise.all([
      send(s, charge, (parts) => {
        parts.body = `${parts.body} `;
      }),
      send(s, charge, (parts) => {
        parts.headers = { 'content-type': 'application/json' };
      }),
      send(s, charge, (parts) => {
        for (const name of Object.keys(parts.headers)) {
          const value = parts.headers[name] ?? '';
          const last = value.endsWith('0') ? '1' : '0';
          parts.headers[name] = value.slice(0, -1) + last;
        }
      }),
    ]);
    for (const { status, facts } of forged) {
      expect(facts).toEqual([]);
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });
}

/**
 * What every gateway must hold (SPEC 8.5, 8.7, 8.13; Laws 8 and 9): exact amounts, one effect for
 * one key, an unknown result that a lookup settles, and notifications that cannot be forged. Inputs
 * are frozen: a gateway that changes one fails.
 */
export function gatewayConformance(options: GatewayConformance): void {
  describe(`${options.name} conforms as a gateway`, () => {
    let open: GatewayHarness | null = null;
    afterEach(async () => {
      await open?.close?.();
      open = null;
    });
    const play: PlayGateway = (title, run) => {
      it(title, async () => {
        open = await options.make();
        await run(createScene(open));
      });
    };
    const { parts } = options;
    happyCases(play);
    faultCases(play);
    if (parts.includes('void')) voidCases(play);
    if (parts.includes('refund')) refundCases(play);
    if (parts.includes('challenge')) challengeCases(play);
    slowCases(play, parts);
    if (parts.includes('notification')) notificationCases(play);
    if (parts.includes('step')) stepCases(play, ({ harness }) => must(harness.challenge));
    if (parts.includes('movements')) movementCases(play);
    if (parts.includes('returns')) returnCases(play);
    if (parts.includes('dispute')) disputeCases(play);
    if (parts.includes('setup')) setupCases(play);
    if (parts.includes('removed')) removedCases(play);
    falsifiedCases(play, options.falsified ?? []);
    forgedCases(play, options.forged ?? []);
  });
}
