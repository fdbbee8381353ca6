import { expect, oneEvent } from '@open-wc/testing';
import { html } from 'lit';
import type { PackageView } from '../../src/contract/packages.ts';
import { BillingError } from '../../src/errors.ts';
import { changeablePackage } from '../../stories/fixtures/changes.ts';
import {
  activePackage,
  pendingPackage,
  suspendedPackage,
} from '../../stories/fixtures/packages.ts';
import {
  type Answers,
  all,
  axeFindings,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import { RackratePackage } from './package.ts';

const template = html`<rr-package package-id="pkg_1042"></rr-package>`;

interface Shown {
  readonly widget: RackratePackage;
  readonly adapter: FakeAdapter;
}

async function show(
  view: PackageView,
  more: Answers = {},
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ 'packages.get': () => view, ...more });
  const widget = await mount<RackratePackage>(RackratePackage, adapter, template, options);
  return { widget, adapter };
}

describe('rr-package', () => {
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { widget } = await show(activePackage, {}, { width, dir });
          expect(await axeFindings(widget)).to.deep.equal([]);
          const base = one(widget, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        });
      }
    }

    it('[19.7] axe finds nothing for a pending and a suspended package', async () => {
      for (const view of [pendingPackage, suspendedPackage]) {
        const { widget } = await show(view);
        expect(await axeFindings(widget)).to.deep.equal([]);
        unmountAll();
      }
    });
  });

  describe('a change that waits', () => {
    const change = {
      changeId: 'chg_1',
      kind: 'upgrade',
      state: 'scheduled',
      effectiveOn: '2027-03-14',
      planName: 'Gold',
      cycle: 'annual',
      invoice: null,
      creditNote: null,
      lapsesOn: null,
      sum: activePackage.price,
      toPay: activePackage.price,
    } as const;
    const bannerOf = async (more: Partial<PackageView>): Promise<string> => {
      const { widget } = await show({ ...activePackage, ...more });
      return one(widget, '[part=banner]').innerText;
    };

    it('[5.13] is told with its day', async () => {
      const banner = await bannerOf({ pendingChange: change });
      expect(banner).to.contain('It changes to Gold');
      expect(banner).to.match(/On .*2027/);
      expect(banner).not.to.contain('a year');
    });

    it('[5.13] names a new cycle, or the add-ons', async () => {
      const monthly = { ...change, cycle: 'monthly' };
      expect(await bannerOf({ pendingChange: monthly })).to.contain('Gold (a month)');
      const addOns = { ...change, kind: 'add_ons' } as const;
      expect(await bannerOf({ pendingChange: addOns })).to.contain('Its add-ons change');
    });

    it('[5.17] leads to the invoice that it waits for', async () => {
      const invoice = { invoiceId: 'inv_9', number: 'HL-2026-000009' };
      const pendingChange = { ...change, state: 'awaiting_payment', invoice } as const;
      const { widget } = await show({ ...activePackage, pendingChange });
      const banner = one(widget, '[part=banner]');
      expect(banner.innerText).to.contain('When HL-2026-000009 is paid.');
      const button = banner.querySelector('button');
      setTimeout(() => button?.click());
      const { detail } = await oneEvent(widget, 'rr-open-invoice');
      expect(detail).to.deep.equal({ invoiceId: 'inv_9' });
    });

    it('[5.21] a package that is to end says when', async () => {
      const { widget } = await show({ ...activePackage, cancelOn: '2027-03-14' });
      expect(textOf(widget)).to.match(/Ends on .*2027/);
    });
  });

  describe('Upgrade, Downgrade and Cancel', () => {
    const names = (widget: RackratePackage): readonly string[] =>
      [...one(widget, '[part=actions]').querySelectorAll<HTMLElement>('a, button')].map((action) =>
        action.innerText.trim(),
      );

    it('[5.8, 5.10, S45] are there where they are offered', async () => {
      const { widget } = await show(changeablePackage);
      expect(names(widget)).to.deep.equal([
        'Upgrade',
        'Downgrade',
        'Cancel package',
        'Panel login',
      ]);
      unmountAll();
      const { widget: bare } = await show({ ...activePackage, cancelOn: '2027-03-14' });
      expect(names(bare)).to.deep.equal(['Undo cancellation', 'Panel login']);
      unmountAll();
      const { widget: ended } = await show({ ...activePackage, status: 'transferred' });
      expect(names(ended)).to.deep.equal(['Panel login']);
    });

    it('[5.10, 5.21] lead to the addresses of the host, or send an event', async () => {
      const adapter = fakeAdapter({ 'packages.get': () => changeablePackage });
      const linked = html`<rr-package
        package-id="pkg_1042"
        change-href="#/packages/{id}/change/{direction}"
        cancel-href="#/packages/{id}/cancel"
      ></rr-package>`;
      const widget = await mount<RackratePackage>(RackratePackage, adapter, linked);
      const links = [...one(widget, '[part=actions]').querySelectorAll('a')];
      expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
        '#/packages/pkg_1042/change/upgrade',
        '#/packages/pkg_1042/change/downgrade',
        '#/packages/pkg_1042/cancel',
      ]);
      unmountAll();
      const { widget: bare } = await show(changeablePackage);
      const buttons = [...one(bare, '[part=actions]').querySelectorAll('button')];
      const changing = oneEvent(bare, 'rr-change-plan');
      buttons[1]?.click();
      const both = { packageId: 'pkg_1042', direction: 'downgrade' };
      expect((await changing).detail).to.deep.equal(both);
      const canceling = oneEvent(bare, 'rr-cancel-package');
      buttons[2]?.click();
      expect((await canceling).detail).to.deep.equal({ packageId: 'pkg_1042' });
    });
  });

  it('[5.8] shows id, type, period, price, add-ons and panel options', async () => {
    const { widget } = await show(activePackage);
    const text = textOf(widget);
    expect(text).to.contain('Package ID 1003');
    expect(text).to.contain('€161.78 a year');
    expect(text).to.contain('14 Mar 2026 – 13 Mar 2027');
    expect(text).to.contain('Dedicated IP 14 Mar 2026 2 €27.00 a year');
    expect(text).to.contain('Server group sandbox');
    expect(text).to.contain('User name h1003');
  });

  it('[5.8] a pending package leads to the invoice that it waits for', async () => {
    const { widget } = await show(pendingPackage);
    expect(textOf(widget)).to.contain('It starts when HL-2026-000009 is paid');
    const opened = oneEvent(widget, 'rr-open-invoice');
    one(widget, '.rr-banner button').click();
    expect((await opened).detail).to.deep.equal({ invoiceId: 'inv_2026000009' });
  });

  describe('Panel login', () => {
    const url = 'https://panel.example/enter?once=1';

    it('[5.9] is not there where the panel cannot do it', async () => {
      const { widget } = await show(pendingPackage);
      expect(all(widget, '.rr-btn--primary').length).to.equal(0);
    });

    it('[5.9] is one click: a command with an id of its own, and the host gets the address', async () => {
      const { widget, adapter } = await show(activePackage, { 'packages.signIn': () => ({ url }) });
      widget.addEventListener('rr-panel-sign-in', (event) => event.preventDefault());
      const signedIn = oneEvent(widget, 'rr-panel-sign-in');
      one(widget, '.rr-btn--primary').click();
      expect((await signedIn).detail).to.deep.equal({ url });
      const input = adapter.calls[1]?.input as { commandId: string; packageId: string };
      expect(input.packageId).to.equal('pkg_1042');
      expect(input.commandId).to.match(/^[\da-f-]{36}$/);
    });

    it('[5.9] pressed twice it asks once', async () => {
      const { widget, adapter } = await show(activePackage, {
        'packages.signIn': () => new Promise(() => {}),
      });
      one(widget, '.rr-btn--primary').click();
      await widget.updateComplete;
      one(widget, '.rr-btn--primary').click();
      const calls = adapter.calls.filter((call) => call.name === 'packages.signIn');
      expect(calls.length).to.equal(1);
      expect(one(widget, '.rr-btn--primary').innerText.trim()).to.equal('Opening the panel');
    });

    it('[5.9] a panel that does not answer leaves a message, and the button works again', async () => {
      const { widget } = await show(activePackage, {
        'packages.signIn': () => {
          throw new BillingError('unavailable', 'x', { reference: '7KQ2' });
        },
      });
      one(widget, '.rr-btn--primary').click();
      await settled(widget);
      expect(one(widget, '[role=alert]').innerText).to.contain('The panel could not be opened');
      expect(one(widget, '.rr-btn--primary').getAttribute('aria-disabled')).to.equal(null);
      expect(await axeFindings(widget)).to.deep.equal([]);
    });
  });

  it('an error has Try again, a package that is not there has none', async () => {
    const failed = await show(activePackage, {
      'packages.get': () => {
        throw new BillingError('offline', 'x');
      },
    });
    expect(one(failed.widget, '[part=error] button').innerText.trim()).to.equal('Try again');
    unmountAll();
    const gone = await show(activePackage, {
      'packages.get': () => {
        throw new BillingError('not_found', 'x');
      },
    });
    expect(all(gone.widget, '[part=error] button').length).to.equal(0);
  });
});
