import { expect, oneEvent } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import type { Outlook } from '../../src/contract/outlook.ts';
import { BillingError } from '../../src/errors.ts';
import { invoicePage, invoiceRows } from '../../stories/fixtures/invoices.ts';
import {
  emptyOutlook,
  outlook,
  session,
  unpaidOrderOutlook,
  yenOutlook,
} from '../../stories/fixtures/outlook.ts';
import { packagePage, packageRows } from '../../stories/fixtures/packages.ts';
import {
  type Answers,
  all,
  axeFindings,
  deferred,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import { RackrateOutlook } from './outlook.ts';

const template = html`<rr-outlook
  invoice-href="#/invoices/{id}"
  package-href="#/packages/{id}"
></rr-outlook>`;

interface Shown {
  readonly widget: RackrateOutlook;
  readonly adapter: FakeAdapter;
}

async function show(
  answer: NonNullable<Answers['clients.outlook']> = () => outlook,
  options: MountOptions & { readonly answers?: Answers; readonly content?: TemplateResult } = {},
): Promise<Shown> {
  const adapter = fakeAdapter({
    'sessions.current': () => session,
    'clients.outlook': answer,
    'packages.list': () => packagePage(packageRows),
    'invoices.list': () => invoicePage(invoiceRows),
    ...options.answers,
  });
  const content = options.content ?? template;
  const widget = await mount<RackrateOutlook>(RackrateOutlook, adapter, content, options);
  return { widget, adapter };
}

async function choose(widget: RackrateOutlook, value: string): Promise<void> {
  one<HTMLInputElement>(widget, `input[value=${value}]`).click();
  await settled(widget);
}

const events = (widget: RackrateOutlook): readonly string[] =>
  all(widget, '.rr-event').map((each) => each.innerText.replaceAll(/\s+/g, ' ').trim());

describe('rr-outlook', () => {
  afterEach(unmountAll);

  for (const width of [1000, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing and nothing is too wide at ${width} px, ${dir}`, async () => {
        const { widget } = await show(undefined, { width, dir });
        const base = one(widget, '.rr');
        for (const look of ['list', 'timeline']) {
          await choose(widget, look);
          expect(await axeFindings(widget), look).to.deep.equal([]);
          expect(base.scrollWidth, look).to.be.at.most(base.clientWidth);
        }
      });
    }
  }

  it('[19.7] axe finds nothing in the empty, error and signed-out states', async () => {
    const states: NonNullable<Answers['clients.outlook']>[] = [
      () => emptyOutlook,
      () => Promise.reject(new BillingError('internal', 'x', { reference: '7KQ2' })),
      () => Promise.reject(new BillingError('session_ended', 'x')),
    ];
    for (const state of states) {
      const { widget } = await show(state);
      expect(await axeFindings(widget)).to.deep.equal([]);
      unmountAll();
    }
  });

  it('[19.2] asks for the client who is signed in, or for the one that is named', async () => {
    const asked = ({ adapter }: Shown): unknown =>
      adapter.calls.find(({ name }) => name === 'clients.outlook')?.input;
    expect(asked(await show())).to.eql({ clientId: 'cli_7' });
    unmountAll();
    const content = html`<rr-outlook client-id="cli_9"></rr-outlook>`;
    expect(asked(await show(undefined, { content }))).to.eql({ clientId: 'cli_9' });
  });

  it('[19.2] an operator who names no client is told so', async () => {
    const { widget } = await show(undefined, {
      answers: { 'sessions.current': () => ({ ...session, kind: 'operator', clientId: null }) },
    });
    expect(textOf(widget)).to.contain('No client is chosen');
  });

  it('[19.2] says how many invoices come and the sum that the operation gives', async () => {
    const { widget } = await show();
    expect(textOf(widget)).to.contain('22 Nov 2026 – 21 Nov 2027');
    expect(textOf(widget)).to.contain('13 invoices will be issued, for €399.58');
  });

  it('[19.2] lists by month, with names, sums, and once what recurs', async () => {
    const { widget } = await show();
    const months = all(widget, '.rr-month__name').map((each) => each.innerText.split('\n')[0]);
    expect(months).to.eql(['November 2026', 'December 2026', 'January 2027', 'February 2027']);
    const invoice = events(widget).find((text) => text.startsWith('8 Dec'));
    expect(invoice).to.contain('Invoice');
    expect(events(widget)[0]).to.contain('Invoice HL-2026-004731');
    expect(invoice).to.contain('staging.tidewell-atelier.com');
    expect(invoice).to.contain('Due 22 Dec 2026');
    expect(invoice).to.contain('And each month until November 2027');
    expect(invoice).to.contain('€22.61');
    expect(events(widget).some((text) => text.startsWith('8 Jan'))).to.equal(false);
  });

  it('[19.2] what follows only if unpaid is marked, and nothing else is', async () => {
    const { widget } = await show();
    for (const each of all(widget, '.rr-event')) {
      const threat = /Reminder|Late fee|Suspension|Termination/.test(each.innerText);
      expect(each.innerText.includes('If unpaid'), each.innerText).to.equal(threat);
    }
    expect(events(widget)[0]).to.contain('+ €5.00');
  });

  it('[4.8, 19.2] an order that is not paid: when it is due, lapses, and what payment brings', async () => {
    const { widget } = await show(() => unpaidOrderOutlook);
    expect(textOf(widget)).to.contain('3 invoices will be issued, for €38.46');
    expect(textOf(widget)).to.contain('They come once the order that they belong to is paid.');
    const [due, lapse, renewal] = events(widget);
    expect(due).to.contain('22 Nov Payment is due €12.82');
    expect(due).to.contain('Invoice HL-2026-004802');
    expect(lapse).to.contain('2 Dec The order lapses, and its invoice is canceled If unpaid');
    expect(renewal).to.contain('8 Feb Invoice Once the order is paid €12.82');
    expect(renewal).not.to.contain('If unpaid');
    await choose(widget, 'payments');
    expect(events(widget).length).to.equal(4);
    await choose(widget, 'changes');
    expect(textOf(widget)).to.contain('Nothing of this kind');
    await choose(widget, 'all');
    await choose(widget, 'timeline');
    const marks = one(widget, 'svg.rr-plot--wide').querySelectorAll(
      '.rr-plot__ring, .rr-plot__dot, .rr-plot__bad',
    );
    expect(marks.length).to.equal(5);
    expect(await axeFindings(widget)).to.deep.equal([]);
  });

  it('[19.2] says how many of the invoices come only once an order is paid', async () => {
    const later = outlook.events.map((event) => ({
      ...event,
      oncePaid: event.kind === 'invoice' && event.on === '2027-02-12',
    }));
    const { widget } = await show(() => ({ ...outlook, events: later }));
    expect(textOf(widget)).to.contain('1 of them comes once the order that it belongs to is paid.');
  });

  it('[19.2] a filter shows its kind alone', async () => {
    const { widget } = await show();
    await choose(widget, 'changes');
    expect(events(widget).map((text) => text.slice(0, 6))).to.eql(['12 Dec', '10 Jun']);
    await choose(widget, 'payments');
    expect(textOf(widget)).not.to.contain('Suspension');
  });

  it('[19.2] the other months show on demand, and the focus goes to the first of them', async () => {
    const { widget } = await show();
    const more = one<HTMLButtonElement>(widget, '[part=pager] button');
    expect(more.innerText).to.equal('Show 9 more months');
    more.click();
    await settled(widget);
    expect(all(widget, '.rr-month').length).to.equal(13);
    expect(widget.shadowRoot?.activeElement?.textContent).to.equal('March 2027');
    expect(all(widget, '.rr-month')[4]?.innerText).to.contain('Only what comes each month');
  });

  it('[19.2] packages and invoices open, and the host may prevent it', async () => {
    const { widget } = await show();
    const links = [
      ['a[href="#/packages/pkg_1039"]', 'rr-open-package', { packageId: 'pkg_1039' }],
      ['a[href="#/invoices/inv_2026004790"]', 'rr-open-invoice', { invoiceId: 'inv_2026004790' }],
    ] as const;
    for (const [selector, type, detail] of links) {
      widget.addEventListener(type, (event) => event.preventDefault(), { once: true });
      const opened = oneEvent(widget, type);
      one(widget, selector).click();
      expect((await opened).detail).to.eql(detail);
    }
    expect(location.hash).to.equal('');
  });

  it('[19.2] the timeline has each month with its sum, and a mark for each event', async () => {
    const { widget } = await show();
    await choose(widget, 'timeline');
    const plot = one(widget, 'svg.rr-plot--wide');
    expect(plot.getAttribute('role')).to.equal('img');
    expect(plot.getAttribute('aria-label')).to.match(
      /^What is .* from November 2026 to November 2027, and what comes on which day\.$/,
    );
    const words = [...plot.querySelectorAll('text')].map((text) => text.textContent?.trim());
    expect(words.filter((word) => word === '€22.61').length).to.equal(11);
    expect(words).to.contain('€150.87');
    const marks = plot.querySelectorAll('.rr-plot__ring, .rr-plot__dot, .rr-plot__bad');
    expect(marks.length).to.equal(outlook.events.length);
    expect(plot.querySelectorAll('[style]').length).to.equal(0);
  });

  it('[19.7] a narrow timeline still shows the sums, and time runs the same way in RTL', async () => {
    const { widget } = await show(() => yenOutlook, { width: 320, dir: 'rtl' });
    await choose(widget, 'timeline');
    const plot = one(widget, 'svg.rr-plot--narrow');
    expect(getComputedStyle(one(widget, 'svg.rr-plot--wide')).display).to.equal('none');
    expect(getComputedStyle(plot).direction).to.equal('ltr');
    const words = [...plot.querySelectorAll('text')].map((text) => text.textContent?.trim());
    expect(words.filter((word) => word === 'JP¥128,000').length).to.equal(12);
  });

  it('[19.2] without names everything shows all the same', async () => {
    const refuse = (): never => {
      throw new BillingError('forbidden', 'x');
    };
    const { widget } = await show(undefined, {
      answers: { 'packages.list': refuse, 'invoices.list': refuse },
    });
    expect(events(widget).length).to.be.greaterThan(5);
    expect(textOf(widget)).to.contain('Open invoice');
  });

  it('[19.2] an outlook that could not be loaded is loaded again', async () => {
    let calls = 0;
    const { widget } = await show((): Outlook => {
      calls += 1;
      if (calls === 1) throw new BillingError('unavailable', 'x');
      return outlook;
    });
    one<HTMLButtonElement>(widget, '[part=error] button').click();
    await settled(widget);
    expect(events(widget).length).to.be.greaterThan(5);
  });

  it('a skeleton shows only when the answer takes long', async () => {
    const late = deferred<Outlook>();
    const { widget } = await show(() => late.promise);
    expect(all(widget, '[part=skeleton]').length).to.equal(0);
    await new Promise((resolve) => setTimeout(resolve, 250));
    await settled(widget);
    expect(all(widget, '[part=skeleton]').length).to.equal(1);
    late.resolve(emptyOutlook);
    await settled(widget);
    expect(textOf(widget)).to.contain('Nothing comes in the next 12 months');
  });
});
