import { expect } from 'vitest';
import type { GatewayCharge, NotificationFact } from '../../ports/gateway.ts';
import { contextOf, deepFreeze } from './context.ts';
import {
  type GatewayScene,
  type MakeData,
  must,
  type PlayGateway,
  queryOf as query,
} from './gateway-scene.ts';

/** Facts of all that the vendor has sent since the last call. */
async function heard(s: GatewayScene, charge: GatewayCharge): Promise<NotificationFact[]> {
  const facts: NotificationFact[] = [];
  for (const request of await must(s.harness.sent)()) {
    const notice = await must(s.gateway.notify)(request, s.context(charge));
    expect(notice.refused).toBeUndefined();
    facts.push(...notice.facts);
  }
  return facts;
}

/** A client at the gateway's page or in its fields (facts 11: 3-D Secure, webhook and return). */
export function stepCases(play: PlayGateway, data: (s: GatewayScene) => MakeData): void {
  const begin = async (s: GatewayScene) => {
    const charge = await s.charge(data(s));
    const record = await s.gateway.start(charge, s.context(charge));
    expect(record).toMatchObject({ status: 'pending' });
    if (record.status !== 'pending' || record.action === undefined) {
      throw new Error('The client is asked for nothing.');
    }
    const named = deepFreeze({ ...query(charge), reference: record.reference });
    return { charge, action: record.action, named };
  };
  play('[8.5] the return is read before any notification came', async (s) => {
    const { charge, action, named } = await begin(s);
    await must(s.harness.finish)(action, 'approve');
    const record = await must(s.gateway.resume)(named, s.context(charge));
    expect(record).toMatchObject({ status: 'done', value: { captured: charge.amount } });
  });
  play('[8.5, 8.7] the notification names the charge before the client is back', async (s) => {
    const { charge, action, named } = await begin(s);
    await heard(s, charge);
    await must(s.harness.finish)(action, 'approve');
    const names = (await heard(s, charge)).flatMap((fact) =>
      'charge' in fact ? [fact.charge] : [],
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const ours = 'chargeId' in name ? name.chargeId === charge.chargeId : true;
      const theirs = 'reference' in name ? name.reference === named.reference : true;
      expect(ours && theirs).toBe(true);
    }
    const record = await s.gateway.lookup(named, s.context(charge));
    expect(record).toMatchObject({ status: 'done', value: { captured: charge.amount } });
    const again = await must(s.gateway.resume)(named, s.context(charge));
    expect(again).toMatchObject({ status: 'done', value: { captured: charge.amount } });
    expect((await s.harness.held(charge.chargeId)).count).toBe(1);
  });
  play('[8.5] a step that fails takes no money', async (s) => {
    const { charge, action, named } = await begin(s);
    await must(s.harness.finish)(action, 'decline');
    const record = await must(s.gateway.resume)(named, s.context(charge));
    expect(record.status).not.toBe('done');
    expect((await s.harness.held(charge.chargeId)).captured).toBe(0n);
  });
  play('[8.5, 8.6] a step that nobody takes waits, and can be given up', async (s) => {
    const { charge, named } = await begin(s);
    const waiting = await s.gateway.lookup(named, s.context(charge));
    expect(waiting).toMatchObject({ status: 'pending' });
    const { void: giveUp } = s.gateway;
    if (giveUp === undefined) return;
    expect((await giveUp(named, s.context(charge))).status).toBe('done');
    const after = await s.gateway.lookup(named, s.context(charge));
    expect(after?.status).not.toBe('done');
    expect((await s.harness.held(charge.chargeId)).captured).toBe(0n);
  });
}

/** A method that is kept without a charge, and charged later (SPEC 9.6, 9.10). */
export function setupCases(play: PlayGateway): void {
  const setUp = async (s: GatewayScene) => {
    const charge = await s.charge(s.harness.approve);
    const setup = deepFreeze({
      setupId: `setup-${charge.chargeId}`,
      client: charge.client,
      data: charge.data,
      returnUrl: charge.returnUrl,
    });
    const world = contextOf(s.harness, setup.setupId);
    const record = await must(s.gateway.setup)(setup, world);
    if (record.status !== 'done') throw new Error(`Nothing was kept: ${JSON.stringify(record)}`);
    return { setup, world, record };
  };
  const chargeKept = async (
    s: GatewayScene,
    { methodReference, customerReference }: { methodReference: string; customerReference?: string },
  ) => {
    const charge = await s.charge(() => Promise.resolve({}), {
      methodReference,
      ...(customerReference === undefined ? {} : { customerReference }),
      onSession: false,
    });
    return s.gateway.start(charge, s.context(charge));
  };
  play('[9.6] a kept method is known by our id, and charged with nobody there', async (s) => {
    const { setup, world, record } = await setUp(s);
    const { setupId } = setup;
    expect(await must(s.gateway.lookupSetup)({ setupId }, world)).toMatchObject({
      status: 'done',
      value: { methodReference: record.value.methodReference },
    });
    expect(await must(s.gateway.lookupSetup)({ setupId: 'never' }, world)).toBeNull();
    expect(await must(s.gateway.setup)(setup, world)).toMatchObject({
      value: { methodReference: record.value.methodReference },
    });
    if (s.gateway.offSession ?? s.gateway.canSave) {
      expect((await chargeKept(s, record.value)).status).toBe('done');
    }
  });
  play('[9.1] a method that is removed is charged no more; twice is once', async (s) => {
    const { world, record } = await setUp(s);
    const { methodReference } = record.value;
    const remove = must(s.gateway.removeMethod);
    expect((await remove({ methodReference }, world)).status).toBe('done');
    expect((await remove({ methodReference }, world)).status).toBe('done');
    expect((await chargeKept(s, record.value)).status).toBe('failed');
  });
}

/** The method is taken away there, or its mandate is (facts 11). */
export function removedCases(play: PlayGateway): void {
  play('[9.10] a method taken away at the gateway is told of, and declined', async (s) => {
    const charge = await s.charge(s.harness.approve, { save: true });
    const record = await s.gateway.start(charge, s.context(charge));
    if (record.status !== 'done' || record.value.saved === undefined) {
      throw new Error('Nothing was kept.');
    }
    const { methodReference, customerReference } = record.value.saved;
    await heard(s, charge);
    await must(s.harness.removeThere)(methodReference);
    const facts = await heard(s, charge);
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'method', methodReference, change: { to: 'removed' } }),
    );
    const later = await s.charge(() => Promise.resolve({}), {
      methodReference,
      ...(customerReference === undefined ? {} : { customerReference }),
      onSession: false,
    });
    expect((await s.gateway.start(later, s.context(later))).status).toBe('failed');
  });
}
