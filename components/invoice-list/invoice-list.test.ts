import { aTimeout, expect, oneEvent } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import type { InvoicePage, InvoiceQuery } from '../../src/contract/invoices.ts';
import { BillingError } from '../../src/errors.ts';
import {
  invoicePage,
  invoiceRow,
  invoiceRows,
  manyInvoices,
} from '../../stories/fixtures/invoices.ts';
import { eur } from '../../stories/fixtures/money.ts';
import {
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
import { RackrateInvoiceList } from './invoice-list.ts';

const page = invoicePage(invoiceRows);
const wide = invoicePage([
  ...invoiceRows,
  invoiceRow('HL-2026-004700', '2026-10-29', '2026-11-12', eur('1234.56'), {
    status: 'unpaid',
    overdue: true,
    partlyPaid: true,
    balance: eur('1034.56'),
  }),
]);
const template = html`<rr-invoice-list invoice-href="#/invoices/{id}"></rr-invoice-list>`;

interface Shown {
  readonly list: RackrateInvoiceList;
  readonly adapter: FakeAdapter;
}

async function show(
  answer: (query: InvoiceQuery) => InvoicePage | Promise<InvoicePage>,
  options: MountOptions = {},
  content: TemplateResult = template,
): Promise<Shown> {
  const adapter = fakeAdapter({ 'invoices.list': answer });
  const list = await mount<RackrateInvoiceList>(RackrateInvoiceList, adapter, content, options);
  return { list, adapter };
}

function inputs(adapter: FakeAdapter): unknown[] {
  return adapter.calls.map((call) => call.input);
}

function button(list: RackrateInvoiceList, text: string): HTMLButtonElement {
  const found = all<HTMLButtonElement>(list, 'button').find((each) =>
    each.innerText.includes(text),
  );
  if (found === undefined) throw new Error(`There is no button "${text}".`);
  return found;
}

describe('rr-invoice-list', () => {
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1000, 740, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}`, async () => {
          const { list } = await show(() => page, { width, dir });
          expect(await axeFindings(list)).to.deep.equal([]);
        });

        it(`[19.7] nothing is wider than ${width} px, ${dir}`, async () => {
          const { list } = await show(() => wide, { width, dir });
          const base = one(list, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
          expect(one(list, 'table').scrollWidth).to.be.at.most(width);
          for (const row of all(list, 'tbody tr')) {
            const status = one(row, '.rr-status').getBoundingClientRect();
            const balance = one(row, '[data-card=b2]').getBoundingClientRect();
            const apart = status.right <= balance.left || balance.right <= status.left;
            expect(apart || balance.width === 0, row.innerText).to.equal(true);
          }
        });
      }
    }

    it('[19.7] axe finds nothing in the empty, error and signed-out states', async () => {
      const states = [
        () => invoicePage([]),
        () => Promise.reject(new BillingError('internal', 'x', { reference: '7KQ2' })),
        () => Promise.reject(new BillingError('session_ended', 'x')),
      ];
      for (const state of states) {
        const { list } = await show(state);
        expect(await axeFindings(list)).to.deep.equal([]);
        unmountAll();
      }
    });

    it('[19.7] a table that became cards keeps its roles and heads', async () => {
      const { list } = await show(() => page, { width: 320 });
      expect(getComputedStyle(one(list, 'tbody tr')).display).to.equal('grid');
      expect(one(list, 'tbody tr').getAttribute('role')).to.equal('row');
      expect(all(list, 'th[role=columnheader]').length).to.equal(7);
      expect(all(list, 'tbody th[role=rowheader]').length).to.equal(page.rows.length);
    });

    it('the host chooses the heading level', async () => {
      const content = html`<rr-invoice-list heading-level="3"></rr-invoice-list>`;
      const { list } = await show(() => page, {}, content);
      expect(one(list, '#title').localName).to.equal('h3');
    });
  });

  describe('keyboard', () => {
    it('[7.1] Tab reaches Pay all, filter, search, heads, and the rows in this order', async () => {
      const { list } = await show(() => page);
      const order: string[] = [];
      for (let step = 0; step < 8; step += 1) {
        await sendKeys({ press: 'Tab' });
        const focused = list.shadowRoot?.activeElement as HTMLElement | null;
        order.push(focused?.innerText.trim() || (focused?.getAttribute('type') ?? ''));
      }
      const links = [page.rows[0]?.number ?? ''];
      const heads = ['Entered', 'Due date', 'Status', 'Amount'];
      expect(order).to.deep.equal(['Pay all outstanding', 'radio', 'search', ...heads, ...links]);
    });

    it('[7.1] Enter on a head sorts, and the focus stays there', async () => {
      const { list, adapter } = await show(() => page);
      button(list, 'Due date').focus();
      await sendKeys({ press: 'Enter' });
      await settled(list);
      expect(inputs(adapter).at(-1)).to.deep.equal({ sort: 'due', direction: 'descending' });
      expect(list.shadowRoot?.activeElement).to.equal(button(list, 'Due date'));
    });
  });

  describe('sort, filter, search, pages', () => {
    it('[7.1] loads once, the newest first', async () => {
      const { adapter } = await show(() => page);
      expect(inputs(adapter)).to.deep.equal([{ sort: 'entered', direction: 'descending' }]);
    });

    it('[7.1] sorting is one request, and aria-sort says so', async () => {
      const { list, adapter } = await show(() => page);
      for (const [label, sort] of [
        ['Amount', 'amount'],
        ['Status', 'status'],
        ['Due date', 'due'],
      ] as const) {
        const before = adapter.calls.length;
        button(list, label).click();
        await settled(list);
        expect(adapter.calls.length - before, label).to.equal(1);
        expect((inputs(adapter).at(-1) as InvoiceQuery).sort).to.equal(sort);
        const sorted = all(list, 'th[aria-sort]').filter(
          (head) => head.getAttribute('aria-sort') !== 'none',
        );
        expect(sorted.map((head) => head.innerText.trim())).to.deep.equal([label]);
      }
    });

    it('[7.1] sorting a second time turns the direction around', async () => {
      const { list, adapter } = await show(() => page);
      button(list, 'Entered').click();
      await settled(list);
      expect(inputs(adapter).at(-1)).to.deep.equal({ sort: 'entered', direction: 'ascending' });
    });

    it('[7.1] a filter is one request from the first page', async () => {
      const { list, adapter } = await show(() => manyInvoices);
      button(list, 'Next').click();
      await settled(list);
      one<HTMLInputElement>(list, 'input[value=outstanding]').click();
      await settled(list);
      expect(inputs(adapter).slice(1)).to.deep.equal([
        { sort: 'entered', direction: 'descending', cursor: 'bmV4dA' },
        { sort: 'entered', direction: 'descending', filter: 'outstanding' },
      ]);
    });

    it('[7.1] filters show how many there are', async () => {
      const { list } = await show(() => manyInvoices);
      expect(one(list, 'fieldset').innerText.replaceAll(/\s+/g, ' ').trim()).to.equal(
        'Show All 1,286 Outstanding 3 Paid 1,279 Other 4',
      );
    });

    it('[7.1] a search is sent once, after typing', async () => {
      const { list, adapter } = await show(() => page);
      one(list, 'input[type=search]').focus();
      await sendKeys({ type: '4790' });
      await aTimeout(350);
      expect(inputs(adapter).slice(1)).to.deep.equal([
        { sort: 'entered', direction: 'descending', search: '4790' },
      ]);
    });

    it('[7.1] pages turn by cursor, and the last page has no next', async () => {
      const { list, adapter } = await show((query) =>
        query.cursor === undefined ? manyInvoices : { ...page, previous: 'cHJldg', from: 51 },
      );
      expect(textOf(list)).to.contain('1–50 of 1,286');
      button(list, 'Next').click();
      await settled(list);
      expect(button(list, 'Next').getAttribute('aria-disabled')).to.equal('true');
      button(list, 'Next').click();
      await settled(list);
      expect(adapter.calls.length).to.equal(2);
    });

    it('[7.1] never holds more than 100 rows', async () => {
      const row = (_: unknown, index: number) =>
        invoiceRow(`HL-${index}`, '2026-11-01', '2026-11-15', eur('1.00'));
      const { list } = await show(() => invoicePage(Array.from({ length: 500 }, row)));
      expect(all(list, 'tbody tr').length).to.equal(100);
    });

    it('an earlier answer that comes late is dropped and its request aborted', async () => {
      const late = deferred<InvoicePage>();
      const { list, adapter } = await show((query) =>
        query.sort === 'amount' ? late.promise : page,
      );
      button(list, 'Amount').click();
      await settled(list);
      button(list, 'Status').click();
      await settled(list);
      expect(adapter.calls[1]?.signal?.aborted).to.equal(true);
      late.resolve(invoicePage([]));
      await settled(list);
      expect(all(list, 'tbody tr').length).to.equal(page.rows.length);
    });
  });

  describe('rows', () => {
    it('[7.1] the number and Details open the invoice, and the host may prevent it', async () => {
      const { list } = await show(() => page);
      for (const link of [0, 1]) {
        list.addEventListener('rr-open-invoice', (event) => event.preventDefault(), { once: true });
        const opened = oneEvent(list, 'rr-open-invoice');
        all<HTMLAnchorElement>(list, 'tbody tr:first-child a')[link]?.click();
        const { detail } = await opened;
        expect(detail).to.deep.equal({ invoiceId: page.rows[0]?.invoiceId });
      }
      expect(location.hash).to.equal('');
    });

    it('[7.1] only an invoice that can be paid has Pay now', async () => {
      const { list } = await show(() => page);
      const labels = all(list, 'tbody button').map((each) => each.getAttribute('aria-label'));
      const payable = page.rows.filter((row) => row.payable);
      expect(labels).to.deep.equal(payable.map((row) => `Pay now, ${row.number}`));
    });

    it('[7.1] Pay now names the invoice, Pay all outstanding names none', async () => {
      const { list } = await show(() => page);
      const paid: unknown[] = [];
      list.addEventListener('rr-pay', (event) => paid.push((event as CustomEvent).detail));
      button(list, 'Pay now').click();
      button(list, 'Pay all outstanding').click();
      expect(paid).to.deep.equal([{ invoiceIds: [page.rows[0]?.invoiceId] }, { invoiceIds: [] }]);
    });

    it('[7.3] shows overdue, partly paid and pending beside unpaid', async () => {
      const { list } = await show(() => page);
      const statuses = all(list, 'tbody .rr-status').map((status) => status.innerText.trim());
      expect(statuses).to.deep.equal([
        'Unpaid',
        'Partly paid',
        'Overdue',
        'Payment pending',
        'Paid',
        'Paid',
        'Credit note',
        'Refunded',
        'Canceled',
        'Collections',
      ]);
    });

    it('[7.6] a proforma is called so until it is paid or overdue', async () => {
      const { list } = await show(() => ({
        ...page,
        rows: [{}, { overdue: true }, { status: 'paid' } as const].map((more, index) => ({
          ...invoiceRow(`PF-${index}`, '2026-11-18', '2026-12-02', eur('9.59'), {
            status: 'unpaid',
            ...more,
          }),
          kind: 'proforma',
        })),
      }));
      const statuses = all(list, 'tbody .rr-status').map((status) => status.innerText.trim());
      expect(statuses).to.deep.equal(['Proforma', 'Overdue', 'Paid']);
    });
  });

  describe('states', () => {
    it('shows a skeleton after 200 ms of waiting, not before', async () => {
      const { list } = await show(() => new Promise(() => {}));
      expect(list.renderRoot.querySelector('[part=skeleton]')).to.equal(null);
      await aTimeout(250);
      await list.updateComplete;
      expect(one(list, '[role=status]').innerText).to.contain('Loading invoices');
    });

    it('[19.7] nothing moves for a client who asked for reduced motion', async () => {
      const { list } = await show(() => new Promise<InvoicePage>(() => {}));
      await aTimeout(250);
      const skeleton = getComputedStyle(one(list, '.rr-skeleton'));
      expect(skeleton.animationName).to.equal('rr-breathe');
      try {
        await emulateMedia({ reducedMotion: 'reduce' });
        expect(skeleton.animationName).to.equal('none');
      } finally {
        await emulateMedia({ reducedMotion: 'no-preference' });
      }
    });

    it('says so when there is no invoice at all', async () => {
      const { list } = await show(() => invoicePage([]));
      expect(textOf(list)).to.contain('No invoices yet');
      expect(textOf(list)).not.to.contain('Pay all');
    });

    it('says so when a search has no match, and takes it away', async () => {
      const { list, adapter } = await show((query) =>
        query.search === undefined ? page : invoicePage([]),
      );
      one(list, 'input[type=search]').focus();
      await sendKeys({ type: 'zzz' });
      await aTimeout(350);
      await settled(list);
      expect(textOf(list)).to.contain('No invoice matches “zzz”');
      button(list, 'Show all invoices').click();
      await settled(list);
      expect(inputs(adapter).at(-1)).to.deep.equal({ sort: 'entered', direction: 'descending' });
      expect(one<HTMLInputElement>(list, 'input[type=search]').value).to.equal('');
    });

    it('an error has a reference and Try again, and the toolbar stays', async () => {
      let failing = true;
      const { list } = await show(() => {
        if (!failing) return page;
        throw new BillingError('unavailable', 'x', { reference: '7KQ2-M4' });
      });
      expect(textOf(list)).to.contain('Invoices could not be loaded');
      expect(textOf(list)).to.contain('7KQ2-M4');
      expect(all(list, '[part=toolbar]').length).to.equal(1);
      failing = false;
      button(list, 'Try again').click();
      await settled(list);
      expect(all(list, 'tbody tr').length).to.equal(page.rows.length);
    });

    it('a list that is moved while it loads still loads', async () => {
      const first = deferred<InvoicePage>();
      let asked = 0;
      const { list } = await show(() => (asked++ === 0 ? first.promise : page));
      list.parentElement?.prepend(list);
      first.resolve(invoicePage([]));
      await settled(list);
      expect(all(list, 'tbody tr').length).to.equal(page.rows.length);
    });

    it('[3.6] tells the host once that nobody is signed in', async () => {
      let told = 0;
      document.body.addEventListener('rr-signed-out', () => (told += 1), { once: false });
      const { list } = await show(() => {
        throw new BillingError('session_ended', 'x');
      });
      list.refresh();
      await settled(list);
      expect(told).to.equal(1);
      expect(textOf(list)).to.contain('You are not signed in');
    });
  });
});
