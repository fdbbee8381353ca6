import { expect, oneEvent } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import type { AccountOverview } from '../../src/contract/account.ts';
import { BillingError } from '../../src/errors.ts';
import {
  emptyOverview,
  newlyJoined,
  overview,
  packagesOnly,
} from '../../stories/fixtures/account.ts';
import { eur } from '../../stories/fixtures/money.ts';
import { packageRows } from '../../stories/fixtures/packages.ts';
import { speak } from '../internal/localize.ts';
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
import { RackrateAccount } from './account.ts';

const plain = html`<rr-account switch selected-package="pkg_1051"></rr-account>`;
const linked = html`<rr-account
  invoice-href="#/invoices/{id}"
  list-href="#/invoices"
  pay-href="#/pay/{id}"
  package-href="#/packages/{id}"
  packages-href="#/packages"
  todos-href="#/todos"
  usage-href="#/usage"
  report-href="#/report"
  order-href="#/order"
  switch
></rr-account>`;

interface Shown {
  readonly widget: RackrateAccount;
  readonly adapter: FakeAdapter;
}

async function show(
  view: AccountOverview,
  template: TemplateResult = plain,
  more: Answers = {},
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ 'account.overview': () => view, ...more });
  const widget = await mount<RackrateAccount>(RackrateAccount, adapter, template, options);
  return { widget, adapter };
}

const hrefs = (widget: RackrateAccount, selector: string): readonly (string | null)[] =>
  all(widget, `${selector} a`).map((link) => link.getAttribute('href'));

describe('rr-account', () => {
  afterEach(async () => {
    unmountAll();
    await speak('en');
  });

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { widget } = await show(overview, linked, {}, { width, dir });
          expect(await axeFindings(widget)).to.deep.equal([]);
          const base = one(widget, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        });
      }
    }

    it('[19.7] axe finds nothing on an account without anything', async () => {
      const { widget } = await show(emptyOverview);
      expect(await axeFindings(widget)).to.deep.equal([]);
    });
  });

  it('[13.1] all of it is one request', async () => {
    const { adapter } = await show(overview);
    expect(adapter.calls.map(({ name }) => name)).to.deep.equal(['account.overview']);
  });

  describe('the summary', () => {
    it('[13.1, S103, S105] shows what is due and the credit', async () => {
      const { widget } = await show(overview);
      const text = one(widget, '[part=summary]').innerText.replaceAll(/\s+/g, ' ');
      expect(text).to.contain('Due invoices balance €275.48 4 outstanding invoices');
      expect(text).to.contain('Account credit balance €12.40');
    });

    it('[13.1] what is owed in two currencies stands as two sums', async () => {
      const outstanding = [eur('275.48'), { amount: 1999n, currency: 'USD' }];
      const invoices = { outstanding, matching: 5, rows: [] };
      const { widget } = await show({ ...overview, invoices });
      const figures = all(widget, '.rr-summary__item--lead .rr-figure');
      expect(figures.map(({ innerText }) => innerText)).to.deep.equal(['€275.48', 'US$19.99']);
    });

    it('[S104] the usage charge is there only where a plan allows it', async () => {
      const { widget } = await show(overview, linked);
      expect(one(widget, '[part=summary]').innerText).to.contain('€3.28');
      expect(hrefs(widget, '.rr-summary__note')).to.deep.equal(['#/usage']);
      unmountAll();
      const without = await show({ ...overview, usageCharge: null }, linked);
      expect(one(without.widget, '[part=summary]').innerText).not.to.contain('Usage charge');
    });

    it('[S106] Pay all asks for all that is outstanding', async () => {
      const { widget } = await show(overview);
      setTimeout(() => one(widget, '[part=summary] .rr-btn--primary').click());
      const { detail } = await oneEvent(widget, 'rr-pay');
      expect(detail).to.deep.equal({ invoiceIds: [] });
    });

    it('[S106] it is a link where the host gave an address, and not there with nothing due', async () => {
      const { widget } = await show(overview, linked);
      expect(one(widget, 'a.rr-btn--primary').getAttribute('href')).to.equal('#/pay');
      unmountAll();
      const settledAccount = await show(emptyOverview, linked);
      expect(all(settledAccount.widget, '.rr-btn--primary').length).to.equal(0);
      expect(textOf(settledAccount.widget)).to.contain('Nothing due');
    });
  });

  describe('outstanding invoices', () => {
    for (const width of [1060, 1000, 880, 640]) {
      for (const locale of ['en', 'de', 'es']) {
        it(`[19.7] a number stays whole at ${width} px, ${locale}, and nothing is wider`, async () => {
          const { widget } = await show(overview, linked, {}, { width, locale });
          await speak(locale);
          await settled(widget);
          const numbers = all(widget, '[part=invoices] tbody th bdi');
          expect(numbers.map((number) => number.getClientRects().length)).to.eql([1, 1, 1, 1]);
          for (const table of all(widget, 'table')) {
            const room = table.closest('.rr-panel')?.getBoundingClientRect().width ?? 0;
            expect(table.getBoundingClientRect().width).to.be.at.most(room);
          }
        });
      }
    }

    it('[S107] each has its balance and Pay now, unless a payment is on its way', async () => {
      const { widget } = await show(overview);
      const rows = all(widget, '[part=invoices] [part=row]');
      expect(rows.length).to.equal(4);
      expect(rows[1]?.innerText.replaceAll(/\s+/g, ' ')).to.contain('€158.99 of €263.99');
      expect(all(widget, '[part=invoices] [data-card=b3] button').length).to.equal(3);
      const pay = all(widget, '[part=invoices] [data-card=b3] button')[0];
      expect(pay?.getAttribute('aria-label')).to.equal('Pay now, HL-2026-004802');
      setTimeout(() => pay?.click());
      const { detail } = await oneEvent(widget, 'rr-pay');
      expect(detail).to.deep.equal({ invoiceIds: ['inv_2026004802'] });
    });

    it('[S107] the number opens the invoice, the head leads to the list', async () => {
      const { widget } = await show(overview, linked);
      expect(hrefs(widget, '[part=invoices] .rr-panel__head')).to.deep.equal(['#/invoices']);
      const [link] = all(widget, '[part=invoices] tbody a');
      expect(link?.getAttribute('href')).to.equal('#/invoices/inv_2026004802');
      widget.addEventListener('rr-open-invoice', (event) => event.preventDefault());
      setTimeout(() => link?.click());
      const { detail } = await oneEvent(widget, 'rr-open-invoice');
      expect(detail).to.deep.equal({ invoiceId: 'inv_2026004802' });
    });
  });

  it('[S108] shows the latest to-do items, or that there is nothing to do', async () => {
    const { widget } = await show(overview);
    expect(all(widget, '[part=todos] [part=row]').length).to.equal(3);
    unmountAll();
    const idle = await show(emptyOverview);
    expect(one(idle.widget, '[part=todos]').innerText).to.contain('Nothing to do.');
  });

  describe('affiliate programs', () => {
    it('[S109] what was joined shows its link and earnings', async () => {
      const { widget } = await show(overview);
      const text = one(widget, '[part=affiliates]').innerText.replaceAll(/\s+/g, ' ');
      expect(text).to.contain('You earn 15% of every invoice');
      expect(text).to.contain('Paid out €45.75');
      expect(one<HTMLInputElement>(widget, 'input').value).to.contain('ref=tw7k2');
    });

    it('[S109] Join shows the link without loading the account again', async () => {
      const { widget, adapter } = await show(overview, plain, {
        'affiliates.join': () => newlyJoined,
      });
      one(widget, '.rr-affiliate__way--join button').click();
      await settled(widget);
      const input = one<HTMLInputElement>(widget, 'input[data-program=agencies]');
      expect(widget.shadowRoot?.activeElement).to.equal(input);
      const names = adapter.calls.map(({ name }) => name);
      expect(names).to.deep.equal(['account.overview', 'affiliates.join']);
    });

    it('[S109] no program, no panel', async () => {
      const { widget } = await show(emptyOverview);
      expect(all(widget, '[part=affiliates]').length).to.equal(0);
    });
  });

  describe('packages', () => {
    it('[S110, S111] each has status, price and renewal, and opens its properties', async () => {
      const { widget } = await show(overview);
      const [row] = all(widget, '[part=packages] [part=row]');
      const text = row?.innerText.replaceAll(/\s+/g, ' ');
      expect(text).to.contain('Silver Web hosting, #1003');
      expect(text).to.contain('Active');
      expect(text).to.contain('14 Mar 2027');
      expect(text).to.contain('€161.78 a year');
      setTimeout(() => row?.querySelector('button')?.click());
      const { detail } = await oneEvent(widget, 'rr-open-package');
      expect(detail).to.deep.equal({ packageId: 'pkg_1042' });
    });

    it('tells when there are more than it shows', async () => {
      const packages = { matching: 312, rows: packageRows };
      const { widget } = await show({ ...overview, packages }, linked);
      const foot = one(widget, '[part=packages] .rr-panel__foot');
      expect(foot.innerText).to.contain('1–5 of 312');
      expect(hrefs(widget, '.rr-panel__foot')).to.deep.equal(['#/packages']);
    });
  });

  describe('Switch to subscription', () => {
    const url = 'https://panel.example/enter?once=1';
    const button = (widget: RackrateAccount): HTMLElement =>
      one(widget, '[part=packages] [data-card=row] button');

    it('[S112] is offered for hosting packages that run, where the host page wants it', async () => {
      const { widget } = await show(overview);
      const buttons = all(widget, '[part=packages] [data-card=row] button');
      expect(buttons.map((one) => one.getAttribute('aria-label'))).to.deep.equal([
        'Switch to subscription, tidewell-atelier.com',
      ]);
      const selected = all(widget, '[part=packages] [part=row]')[2];
      expect(selected?.innerText).to.contain('Selected');
      unmountAll();
      const without = await show(overview, html`<rr-account></rr-account>`);
      expect(textOf(without.widget)).not.to.contain('Switch to subscription');
    });

    it('[5.9, S112] is not offered where the panel cannot, nor its column', async () => {
      const rows = overview.packages?.rows.map((row) => ({ ...row, canSignIn: false })) ?? [];
      const packages = { matching: rows.length, rows };
      const { widget } = await show(
        { ...overview, packages },
        html`<rr-account switch></rr-account>`,
      );
      expect(textOf(widget)).not.to.contain('Switch to subscription');
      expect(all(widget, '[part=packages] [role=columnheader]').length).to.equal(4);
    });

    it('[13.1, S112] tells the host page, which may do it', async () => {
      const { widget, adapter } = await show(overview);
      widget.addEventListener('rr-switch-package', (event) => event.preventDefault());
      setTimeout(() => button(widget).click());
      const { detail } = await oneEvent(widget, 'rr-switch-package');
      expect(detail).to.deep.equal({ packageId: 'pkg_1042' });
      expect(adapter.calls.length).to.equal(1);
    });

    it('[5.9, S112] else opens the panel', async () => {
      const { widget, adapter } = await show(overview, plain, {
        'packages.signIn': () => ({ url }),
      });
      widget.addEventListener('rr-panel-sign-in', (event) => event.preventDefault());
      const signedIn = oneEvent(widget, 'rr-panel-sign-in');
      button(widget).click();
      button(widget).click();
      expect((await signedIn).detail).to.deep.equal({ url });
      const calls = adapter.calls.filter(({ name }) => name === 'packages.signIn');
      const ids = calls.map(({ input }) => (input as { packageId: string }).packageId);
      expect(ids).to.deep.equal(['pkg_1042']);
    });

    it('[5.9, S112] says when the panel cannot be opened', async () => {
      const { widget } = await show(overview, plain, {
        'packages.signIn': () => {
          throw new BillingError('not_supported', 'x');
        },
      });
      button(widget).click();
      await settled(widget);
      expect(one(widget, '[role=alert]').innerText).to.contain('The panel could not be opened');
      expect(await axeFindings(widget)).to.deep.equal([]);
    });
  });

  it('[3.3, 13.1] what the areas of a contact leave out is absent', async () => {
    const { widget } = await show(packagesOnly, linked);
    for (const part of ['invoices', 'affiliates']) {
      expect(all(widget, `[part=${part}]`).length).to.equal(0);
    }
    expect(all(widget, '.rr-summary__item').length).to.equal(1);
    expect(all(widget, '[part=packages]').length).to.equal(1);
    expect(await axeFindings(widget)).to.deep.equal([]);
    unmountAll();
    const none = { ...packagesOnly, usageCharge: null, packages: null, todos: [] };
    const bare = await show(none);
    expect(all(bare.widget, '[part=summary], [part=packages]').length).to.equal(0);
    expect(textOf(bare.widget)).to.contain('Nothing to do.');
  });

  it('an error has Try again, which loads again', async () => {
    let down = true;
    const { widget } = await show(overview, plain, {
      'account.overview': () => {
        if (down) throw new BillingError('offline', 'x');
        return overview;
      },
    });
    expect(all(widget, '[part=summary]').length).to.equal(0);
    down = false;
    one(widget, '[part=error] button').click();
    await settled(widget);
    expect(all(widget, '[part=summary]').length).to.equal(1);
  });

  it('[19.8] who is signed out gets the slot, and no way on', async () => {
    const { widget } = await show(overview, linked, {
      'account.overview': () => {
        throw new BillingError('unauthenticated', 'x');
      },
    });
    expect(all(widget, 'slot[name=signed-out]').length).to.equal(1);
    expect(all(widget, 'a').length).to.equal(0);
  });

  it('[19.7] the title is there at once, skeletons after 200 ms', async () => {
    const { widget } = await show(overview, plain, {
      'account.overview': () => new Promise(() => {}),
    });
    expect(textOf(widget)).to.contain('Account');
    expect(all(widget, '[part=skeleton]').length).to.equal(0);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(all(widget, '[part=skeleton]').length).to.equal(1);
  });
});
