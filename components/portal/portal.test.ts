import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { SignIn } from '../../src/contract/operations.ts';
import { BillingError } from '../../src/errors.ts';
import { clientSession, publicSession } from '../../stories/fixtures/order.ts';
import { register } from '../internal/register.ts';
import { axeFindings, mount, one, textOf, unmountAll } from '../internal/testing.ts';
import { RackrateSignIn } from '../sign-in/sign-in.ts';
import {
  allFeatures,
  backend,
  calm,
  entriesOf,
  focusedDeep,
  publicFeatures,
  said,
  show,
  shown,
  widgets,
} from './portal.fixture.ts';
import { RackratePortal } from './portal.ts';

/** A backend with sign-in; who is in is offered everything. */
function withSignIn(isIn: boolean, more: Partial<SignIn> = {}): Parameters<typeof show>[1] {
  let inside = isIn;
  const signIn: SignIn = {
    signIn: async () => {
      inside = true;
    },
    signOut: async () => {
      inside = false;
    },
    ...more,
  };
  const features = (): { features: typeof allFeatures } => ({
    features: inside ? allFeatures : publicFeatures,
  });
  const current = (): typeof publicSession => (inside ? clientSession : publicSession);
  return backend({ 'account.features': features, 'sessions.current': current }, { signIn });
}

describe('rr-portal', () => {
  const { href } = location;

  afterEach(() => {
    unmountAll();
    history.replaceState(null, '', href);
  });

  describe('accessibility', () => {
    it('[19.7] has no violation, wide and at 320 px', async () => {
      const { portal } = await show('invoices');
      expect(await axeFindings(portal)).to.deep.equal([]);
      unmountAll();
      const narrow = await show('invoices', backend(), html`<rr-portal></rr-portal>`, {
        width: 320,
      });
      expect(await axeFindings(narrow.portal)).to.deep.equal([]);
      expect(narrow.portal.scrollWidth).to.be.at.most(320);
    });

    it('[19.7] every entry of the menu is in the tab order and big enough, also at 320 px', async () => {
      const template = html`<rr-portal></rr-portal>`;
      const { portal } = await show('', backend(), template, { width: 320 });
      const ways = [...portal.renderRoot.querySelectorAll<HTMLElement>('nav .rr-way')];
      expect(ways.length).to.be.above(4);
      for (const way of ways) {
        const { width, height } = way.getBoundingClientRect();
        expect(Math.min(width, height), way.innerText).to.be.at.least(24);
        way.focus();
        expect(focusedDeep()).to.equal(way);
      }
    });
  });

  describe('menu', () => {
    it('[13.3, S7] has an entry for each thing that is configured', async () => {
      const { portal } = await show();
      expect(entriesOf(portal)).to.deep.equal([
        'Home',
        'Invoices',
        'Packages',
        'Billing accounts',
        'Contacts',
      ]);
    });

    it('[13.3, S7] what is not configured, or not allowed, has no entry', async () => {
      const features = { features: ['packages'] as const };
      const { portal } = await show('', backend({ 'account.features': () => features }));
      expect(entriesOf(portal)).to.deep.equal(['Home', 'Packages']);
      expect(one(portal, '[part=more]').innerText).not.to.contain('Affiliate');
    });

    it('[19.8] of a backend that does not answer has Home alone, and no error of its own', async () => {
      const { portal } = await show(
        '',
        backend({
          'account.features': () => {
            throw new BillingError('unavailable', 'Down.');
          },
        }),
      );
      expect(entriesOf(portal)).to.deep.equal(['Home']);
      expect(portal.renderRoot.querySelector('[role=alert]')).to.equal(null);
    });

    it('[13.3] marks the page, or the section that it belongs to', async () => {
      const { portal } = await show('invoices/inv_1');
      const marked = [...portal.renderRoot.querySelectorAll('[aria-current]')].map(
        (each) => `${each.textContent?.trim()} ${each.getAttribute('aria-current')}`,
      );
      expect(marked).to.deep.equal(['Invoices true']);
      portal.navigate('invoices');
      await calm(portal);
      const now = portal.renderRoot.querySelector('[aria-current]');
      expect(now?.getAttribute('aria-current')).to.equal('page');
    });

    it('takes more entries from the page', async () => {
      const template = html`<rr-portal><li slot="menu"><a href="/help">Help</a></li></rr-portal>`;
      const { portal } = await show('', backend(), template);
      const slot = one<HTMLSlotElement>(portal, 'slot[name=menu]');
      expect(slot.assignedElements()[0]?.textContent).to.equal('Help');
    });
  });

  describe('views', () => {
    it('[Law 15] are widgets under the prefix of the portal', async () => {
      register([RackratePortal, ...widgets], 'acme');
      history.replaceState(null, '', '#/invoices');
      const other = document.createElement('acme-portal') as RackratePortal;
      await mount<RackratePortal>(RackratePortal, backend(), html`<rr-portal></rr-portal>`);
      document.querySelector('rr-provider')?.replaceChildren(other);
      await calm(other);
      expect(shown(other)?.localName).to.equal('acme-invoice-list');
      expect(shown(other)?.shadowRoot?.textContent).to.contain('Invoices');
    });

    it('[S4] each path shows its widget, with what it is of', async () => {
      const { portal } = await show();
      const widgetAt = async (path: string): Promise<string> => {
        portal.navigate(path);
        await calm(portal);
        const widget = shown(portal);
        const ids = ['invoice-id', 'invoice-ids', 'charge-id', 'package-id', 'contact-id'];
        const id = [...ids, 'billing-account-id']
          .map((name) => widget?.getAttribute(name))
          .find(Boolean);
        const direction = widget?.getAttribute('direction');
        return [widget?.localName, id, direction].filter(Boolean).join(' ');
      };
      expect(shown(portal)?.localName).to.equal('rr-account');
      expect(await widgetAt('invoices')).to.equal('rr-invoice-list');
      expect(await widgetAt('invoices/i1')).to.equal('rr-invoice i1');
      expect(await widgetAt('pay')).to.equal('rr-pay');
      expect(await widgetAt('pay/i1')).to.equal('rr-pay i1');
      expect(await widgetAt('pay/i1,i2')).to.equal('rr-pay i1,i2');
      expect(await widgetAt('charges/c1')).to.equal('rr-pay c1');
      expect(await widgetAt('packages')).to.equal('rr-package-list');
      expect(await widgetAt('packages/p1')).to.equal('rr-package p1');
      expect(await widgetAt('packages/p1/upgrade')).to.equal('rr-change-plan p1 upgrade');
      expect(await widgetAt('packages/p1/downgrade')).to.equal('rr-change-plan p1 downgrade');
      expect(await widgetAt('packages/p1/cancel')).to.equal('rr-cancel p1');
      expect(await widgetAt('billing-accounts')).to.equal('rr-billing-account-list');
      expect(await widgetAt('billing-accounts/new')).to.equal('rr-billing-account');
      expect(await widgetAt('billing-accounts/a1')).to.equal('rr-billing-account a1');
      expect(await widgetAt('billing-accounts/routing')).to.equal('rr-routing');
      expect(await widgetAt('contacts')).to.equal('rr-contact-list');
      expect(await widgetAt('contacts/new')).to.equal('rr-contact');
      expect(await widgetAt('contacts/c1')).to.equal('rr-contact c1');
      expect(await widgetAt('add-funds')).to.equal('rr-add-funds');
      expect(await widgetAt('report')).to.equal('rr-balance-report');
      expect(await widgetAt('outlook')).to.equal('rr-outlook');
      expect(await widgetAt('affiliates')).to.equal('rr-affiliate');
      expect(await widgetAt('todos')).to.equal('rr-todo-list');
    });

    it('a path that leads nowhere says so, and leads home', async () => {
      const { portal } = await show('no/such/page');
      expect(textOf(portal)).to.contain('There is no such page');
      one<HTMLAnchorElement>(portal, '[part=empty] a').click();
      await calm(portal);
      expect(shown(portal)?.localName).to.equal('rr-account');
      expect(location.hash).to.equal('#/');
    });

    it('have their titles at the level that the page wants', async () => {
      const template = html`<rr-portal heading-level="1"></rr-portal>`;
      const { portal } = await show('invoices', backend(), template);
      expect(shown(portal)?.shadowRoot?.querySelector('h1')?.textContent).to.equal('Invoices');
    });
  });

  describe('sign-in', () => {
    it('[S132, 3.4] shows where nobody is signed in, and goes on to the view', async () => {
      const { portal } = await show('invoices', withSignIn(false));
      expect(shown(portal)?.localName).to.equal('rr-sign-in');
      expect(portal.renderRoot.querySelector('nav')).to.equal(null);
      const form = shown(portal) as RackrateSignIn;
      for (const id of ['user-name', 'password']) {
        const input = one<HTMLInputElement>(form, `#${id}`);
        input.value = 'tidewell';
        input.dispatchEvent(new Event('input'));
      }
      one<HTMLButtonElement>(form, 'button[type=submit]').click();
      await calm(portal);
      expect(shown(portal)?.localName).to.equal('rr-invoice-list');
      expect(focusedDeep()?.textContent).to.equal('Invoices');
    });

    it('comes back when a widget is told that the session has ended', async () => {
      let ended = false;
      const signIn: SignIn = { signIn: async () => {}, signOut: async () => {} };
      const answers = {
        'packages.list': (): never => {
          ended = true;
          throw new BillingError('session_ended', 'Ended.');
        },
      };
      const { portal } = await show('invoices', backend(answers, { signIn }));
      expect(shown(portal)?.localName).to.equal('rr-invoice-list');
      portal.navigate('packages');
      await calm(portal);
      expect(ended).to.equal(true);
      expect(shown(portal)).to.be.instanceOf(RackrateSignIn);
    });

    it('[3.3] does not show to a contact without any area', async () => {
      const { portal } = await show(
        '',
        backend({
          'account.features': () => ({ features: publicFeatures }),
          'sessions.current': () => clientSession,
        }),
      );
      expect(entriesOf(portal)).to.deep.equal(['Home']);
      expect(shown(portal)?.localName).to.equal('rr-account');
    });

    it('[S132] a button signs out', async () => {
      const { portal } = await show('invoices', withSignIn(true));
      const heard: string[] = [];
      portal.addEventListener('rr-signed-out', ({ type }) => heard.push(type));
      one<HTMLButtonElement>(portal, '[part=sign-out]').click();
      await calm(portal);
      expect(shown(portal)?.localName).to.equal('rr-sign-in');
      expect(said(portal)).to.equal('You are signed out');
      expect(heard).to.deep.equal(['rr-signed-out']);
      expect(await axeFindings(portal)).to.deep.equal([]);
    });

    it('that cannot be ended says so, and stays', async () => {
      const signOut = (): Promise<void> => Promise.reject(new BillingError('offline', 'Off.'));
      const { portal } = await show('invoices', withSignIn(true, { signOut }));
      one<HTMLButtonElement>(portal, '[part=sign-out]').click();
      await calm(portal);
      expect(one(portal, '[role=alert]').innerText).to.contain('You are still signed in');
      expect(shown(portal)?.localName).to.equal('rr-invoice-list');
    });

    it('[S132] is the page’s own where the portal is embedded, or the backend has none', async () => {
      const first = await show('', backend());
      expect(first.portal.renderRoot.querySelector('[part=sign-out]')).to.equal(null);
      unmountAll();
      const template = html`<rr-portal embedded><b slot="signed-out">Use the panel</b></rr-portal>`;
      const { portal } = await show('', withSignIn(false), template);
      expect(textOf(portal)).to.contain('You are not signed in');
      expect(portal.renderRoot.querySelector('rr-sign-in')).to.equal(null);
      const slot = one<HTMLSlotElement>(portal, 'slot[name=signed-out]');
      expect(slot.assignedElements()[0]?.textContent).to.equal('Use the panel');
    });
  });
});
