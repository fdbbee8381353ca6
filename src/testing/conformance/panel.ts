import { afterEach, describe, expect, it } from 'vitest';
import type { Panel, PanelAccount, PanelRequest, PanelState } from '../../ports/panel.ts';
import type { PluginContext } from '../../ports/plugin.ts';
import {
  contextOf,
  deepFreeze,
  expectUnknown,
  type VendorFault,
  type WorldParts,
} from './context.ts';

/** A panel with its vendor, for one test. */
export interface PanelHarness extends WorldParts {
  readonly panel: Panel;
  /** Two plans that the vendor knows. */
  readonly plans: readonly [string, string];
  /** How many accounts the vendor holds for a package. */
  readonly held: (packageId: string) => Promise<number>;
  readonly disturb: (
    target: 'create' | 'lookup' | 'change' | 'terminate',
    fault: VendorFault,
  ) => Promise<void>;
  /** Opens a sign-in address as a browser would; whether it led in, and the text of the page. */
  readonly open?: (url: string) => Promise<{ readonly entered: boolean; readonly text: string }>;
  readonly close?: () => Promise<void>;
}

/** What is tested of a panel. */
export interface PanelConformance {
  readonly name: string;
  readonly make: () => Promise<PanelHarness>;
  /** Whether the panel signs in with one click (SPEC 5.9). */
  readonly signsIn: boolean;
}

let serial = 0;

interface Scene {
  readonly harness: PanelHarness;
  readonly panel: Panel;
  request(change?: Partial<PanelRequest>): PanelRequest;
  context(packageId: string, patience?: number): PluginContext;
  create(request: PanelRequest): Promise<PanelState>;
  lookup(packageId: string): Promise<PanelState | null>;
}

function createScene(harness: PanelHarness): Scene {
  const { panel } = harness;
  const context = (packageId: string, patience?: number): PluginContext =>
    contextOf(harness, `task-${packageId}`, patience);
  return {
    harness,
    panel,
    context,
    request: (change = {}) => {
      serial += 1;
      return deepFreeze({
        packageId: `3f2c1d0e-0000-4000-8000-${String(serial).padStart(12, '0')}`,
        plan: harness.plans[0],
        domainName: 'example.com',
        email: 'ada@example.com',
        name: 'Ada Zoë <b>',
        userName: `ada${serial}`,
        password: 'correct horse battery',
        addOns: [{ addOnId: 'ip', quantity: 2 }],
        ...change,
      });
    },
    create: async (request) => {
      const outcome = await panel.create(request, context(request.packageId));
      if (outcome.status !== 'done') throw new Error(`Not created: ${JSON.stringify(outcome)}`);
      return outcome.value;
    },
    lookup: (packageId) => panel.lookup(deepFreeze({ packageId }), context(packageId)),
  };
}

function accountOf(request: PanelRequest, state: PanelState): PanelAccount {
  return deepFreeze({ packageId: request.packageId, reference: state.reference });
}

type Play = (title: string, run: (scene: Scene) => Promise<void>) => void;

function createCases(play: Play): void {
  play('[4.5] an account is made once, and a lookup finds it by the package', async (s) => {
    const request = s.request();
    expect(await s.lookup(request.packageId)).toBeNull();
    const state = await s.create(request);
    expect(state).toMatchObject({ status: 'active', plan: request.plan });
    expect(await s.create(request)).toEqual(state);
    expect(await s.lookup(request.packageId)).toEqual(state);
    expect(await s.harness.held(request.packageId)).toBe(1);
  });
  play('[4.5] a user name that is taken makes another one or a conflict', async (s) => {
    const first = s.request();
    const state = await s.create(first);
    const second = s.request({ userName: first.userName });
    const outcome = await s.panel.create(second, s.context(second.packageId));
    if (outcome.status === 'done') expect(outcome.value.userName).not.toBe(state.userName);
    else expect(outcome).toMatchObject({ status: 'failed', code: 'conflict' });
    expect((await s.lookup(first.packageId))?.reference).toBe(state.reference);
  });
  for (const fault of ['lose-answer', 'lie', 'late'] as const) {
    play(`[4.7] ${fault}: the call is unknown, a lookup finds the one account`, async (s) => {
      const request = s.request();
      await s.harness.disturb('create', fault);
      await expectUnknown(s.panel.create(request, s.context(request.packageId, 150)));
      await expect.poll(() => s.lookup(request.packageId)).not.toBeNull();
      await s.create(request);
      expect(await s.harness.held(request.packageId)).toBe(1);
    });
  }
  play('[4.7] hang without effect: unknown, then null, then it is made', async (s) => {
    const request = s.request();
    await s.harness.disturb('create', 'hang');
    await expectUnknown(s.panel.create(request, s.context(request.packageId, 100)));
    expect(await s.lookup(request.packageId)).toBeNull();
    await s.create(request);
  });
  play('[4.7] the network sends twice, or three tries come at once: one account', async (s) => {
    const request = s.request();
    await s.harness.disturb('create', 'answer-twice');
    await Promise.all([s.create(request), s.create(request), s.create(request)]);
    expect(await s.harness.held(request.packageId)).toBe(1);
  });
  play('[4.7] a refusal is failed with a code and makes nothing', async (s) => {
    const request = s.request();
    await s.harness.disturb('create', 'refuse');
    const outcome = await s.panel.create(request, s.context(request.packageId));
    expect(outcome).toMatchObject({ status: 'failed', code: 'invalid_input' });
    expect(await s.lookup(request.packageId)).toBeNull();
    await s.harness.disturb('lookup', 'fail');
    await expectUnknown(s.lookup(request.packageId));
  });
}

function changeCases(play: Play): void {
  play('[5.4] suspend and unsuspend, each twice, end where they should', async (s) => {
    const request = s.request();
    const account = accountOf(request, await s.create(request));
    const context = s.context(request.packageId);
    for (const status of ['suspended', 'active'] as const) {
      for (const _try of [1, 2]) {
        const outcome =
          status === 'suspended'
            ? await s.panel.suspend(deepFreeze({ ...account, reason: 'unpaid' }), context)
            : await s.panel.unsuspend(account, context);
        expect(outcome.status).toBe('done');
        expect((await s.lookup(request.packageId))?.status).toBe(status);
      }
    }
  });
  play('[5.4] a change of plan whose answer is lost is seen by a lookup', async (s) => {
    const request = s.request();
    const account = accountOf(request, await s.create(request));
    const change = deepFreeze({ ...account, plan: s.harness.plans[1], addOns: [] });
    await s.harness.disturb('change', 'lose-answer');
    await expectUnknown(s.panel.changePlan(change, s.context(request.packageId)));
    expect((await s.lookup(request.packageId))?.plan).toBe(s.harness.plans[1]);
    expect((await s.panel.changePlan(change, s.context(request.packageId))).status).toBe('done');
  });
  play('[5.4] terminate twice is done, and then there is nothing', async (s) => {
    const request = s.request();
    const account = accountOf(request, await s.create(request));
    await s.harness.disturb('terminate', 'lose-answer');
    await expectUnknown(s.panel.terminate(account, s.context(request.packageId)));
    for (const _try of [1, 2]) {
      const outcome = await s.panel.terminate(account, s.context(request.packageId));
      expect(outcome.status).toBe('done');
    }
    expect(await s.lookup(request.packageId)).toBeNull();
    const gone = await s.panel.unsuspend(account, s.context(request.packageId));
    expect(gone).toMatchObject({ status: 'failed', code: 'not_found' });
  });
}

function signInCases(play: Play): void {
  play('[5.9] the address signs in once, and only once', async (s) => {
    const { signIn } = s.panel;
    const { open } = s.harness;
    if (signIn === undefined || open === undefined) throw new Error('The panel has no sign-in.');
    const request = s.request();
    const state = await s.create(request);
    const outcome = await signIn(accountOf(request, state), s.context(request.packageId));
    if (outcome.status !== 'done') throw new Error('There is no address to sign in at.');
    const first = await open(outcome.value.url);
    expect(first.entered).toBe(true);
    expect(first.text).toContain(state.userName);
    expect((await open(outcome.value.url)).entered).toBe(false);
  });
}

/**
 * What every panel must hold (SPEC 4.5, 4.7, 5.4, 5.9; Law 8): one account for one package, an
 * unknown result that a lookup settles, and changes that may be asked for again.
 */
export function panelConformance(options: PanelConformance): void {
  describe(`${options.name} conforms as a panel`, () => {
    let open: PanelHarness | null = null;
    afterEach(async () => {
      await open?.close?.();
      open = null;
    });
    const play: Play = (title, run) => {
      it(title, async () => {
        open = await options.make();
        await run(createScene(open));
      });
    };
    createCases(play);
    changeCases(play);
    if (options.signsIn) signInCases(play);
  });
}
