import { aTimeout, expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html, type TemplateResult } from 'lit';
import type { InvoiceView } from '../../src/contract/invoices.ts';
import { BillingError } from '../../src/errors.ts';
import {
  confirmInvoice,
  invoice,
  paidInvoice,
  pendingInvoice,
  yenInvoice,
} from '../../stories/fixtures/invoices.ts';
import {
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
import { RackrateInvoice } from './invoice.ts';

const template = html`<rr-invoice invoice-id="inv_1"></rr-invoice>`;

interface Shown {
  readonly widget: RackrateInvoice;
  readonly adapter: FakeAdapter;
}

async function show(
  answer: () => InvoiceView | Promise<InvoiceView>,
  options: MountOptions = {},
  content: TemplateResult = template,
): Promise<Shown> {
  const adapter = fakeAdapter({ 'invoices.get': answer });
  const widget = await mount<RackrateInvoice>(RackrateInvoice, adapter, content, options);
  return { widget, adapter };
}

describe('rr-invoice', () => {
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { widget } = await show(() => invoice, { width, dir });
          one(widget, '.rr-whybtn').click();
          await widget.updateComplete;
          expect(await axeFindings(widget)).to.deep.equal([]);
          const base = one(widget, '.rr');
          expect(base.scrollWidth).to.be.at.most(base.clientWidth);
          for (const table of all(widget, 'table')) {
            expect(table.scrollWidth).to.be.at.most(width);
          }
        });
      }
    }

    it('[19.7] axe finds nothing while a payment is open, and in the error state', async () => {
      const states = [
        () => confirmInvoice,
        () => pendingInvoice,
        () => Promise.reject(new BillingError('not_found', 'x')),
      ];
      for (const state of states) {
        const { widget } = await show(state);
        expect(await axeFindings(widget)).to.deep.equal([]);
        unmountAll();
      }
    });
  });

  describe('keyboard', () => {
    it('[7.14] Enter opens and closes "Why this amount", and the focus stays', async () => {
      const { widget } = await show(() => invoice);
      const toggle = one(widget, '.rr-whybtn');
      const box = one(widget, `#${toggle.getAttribute('aria-controls')}`);
      toggle.focus();
      expect(box.checkVisibility()).to.equal(false);
      await sendKeys({ press: 'Enter' });
      await widget.updateComplete;
      expect(toggle.getAttribute('aria-expanded')).to.equal('true');
      expect(box.checkVisibility()).to.equal(true);
      expect(widget.shadowRoot?.activeElement).to.equal(toggle);
      await sendKeys({ press: 'Enter' });
      await widget.updateComplete;
      expect(box.checkVisibility()).to.equal(false);
    });
  });

  describe('what it shows', () => {
    it('[7.2] taxes by rate, what was paid, credit used and the balance', async () => {
      const { widget } = await show(() => invoice);
      const rows = all(widget, '[part=totals] .rr-sum > div').map((row) =>
        row.innerText.replaceAll(/\s+/g, ' ').trim(),
      );
      expect(rows).to.deep.equal([
        'Sum of lines €222.64',
        'VAT 19% on €217.64 €41.35',
        'VAT 0% on €5.00, outside the scope €0.00',
        'Total €263.99',
        'Account credit −€25.00',
        'Paid −€80.00',
        'Balance due 26 Nov 2026 €158.99',
      ]);
    });

    it('[7.2] each line has its period, package, price, discount and tax', async () => {
      const { widget } = await show(() => invoice);
      const row = one(widget, 'tbody tr:nth-of-type(5)').innerText.replaceAll(/\s+/g, ' ');
      expect(row).to.contain('Dedicated IP, annual');
      expect(row).to.contain('12 Dec 2026 – 11 Dec 2027');
      expect(row).to.contain('Package #1039');
      expect(row).to.contain('2 × €27.00 −€5.40 19% €48.60');
    });

    it('[7.14] a reason has its steps, the amount and the rule', async () => {
      const { widget } = await show(() => invoice);
      all(widget, '.rr-whybtn')[3]?.click();
      await widget.updateComplete;
      const box = one(widget, '#why-l4').innerText.replaceAll(/\s+/g, ' ');
      expect(box).to.contain('30 of 365 days of 12 Dec 2025 – 11 Dec 2026');
      expect(box).to.contain('Amount €4.00');
      expect(box).to.contain('The price in force, for a part of a period by its days.');
    });

    it('[7.2] transactions have id, method, status, code, date and amount', async () => {
      const { widget } = await show(() => invoice);
      const rows = all(widget, '[part=transactions] tbody tr').map((row) =>
        row.innerText.replaceAll(/\s+/g, ' ').trim(),
      );
      expect(rows[1]).to.equal(
        'T-90377 15 Nov 2026 Visa •••• 4242 Declined 51, not enough funds €238.99',
      );
    });

    it('[1.3] a currency without decimals has none', async () => {
      const { widget } = await show(() => yenInvoice, { locale: 'ja-JP' });
      expect(textOf(widget)).to.match(/14,080/);
      expect(textOf(widget)).not.to.contain('14,080.');
    });

    it('[7.7] a corrected invoice leads to its correction', async () => {
      const { widget } = await show(() => paidInvoice);
      const opened = oneEvent(widget, 'rr-open-invoice');
      one(widget, '[part=facts] button').click();
      expect((await opened).detail).to.deep.equal({ invoiceId: 'inv_2026004812' });
    });
  });

  describe('paying', () => {
    it('[7.1] Pay says the sum and names the invoice', async () => {
      const { widget } = await show(() => invoice);
      const pay = one(widget, '.rr-btn--primary');
      expect(pay.innerText).to.equal('Pay €158.99');
      const paid = oneEvent(widget, 'rr-pay');
      pay.click();
      expect((await paid).detail).to.deep.equal({ invoiceIds: [invoice.invoiceId] });
    });

    it('[8.5] a payment on its way takes Pay away and says so', async () => {
      const { widget } = await show(() => pendingInvoice);
      expect(all(widget, '.rr-btn--primary').length).to.equal(0);
      expect(one(widget, '.rr-banner').innerText).to.contain('A payment of €158.99 is on its way');
    });

    it('[8.5] a payment that waits for the client can be gone on with', async () => {
      const { widget } = await show(() => confirmInvoice);
      const resumed = oneEvent(widget, 'rr-resume-payment');
      one(widget, '.rr-banner button').click();
      expect((await resumed).detail).to.deep.equal({ chargeId: 'ch_1' });
    });
  });

  describe('states', () => {
    it('loads another invoice when the id changes, and nothing of the old one stays', async () => {
      const { widget, adapter } = await show(() => invoice);
      widget.invoiceId = 'inv_2';
      await widget.updateComplete;
      expect(textOf(widget)).not.to.contain('HL-2026-004790');
      await settled(widget);
      expect(adapter.calls.map((call) => call.input)).to.deep.equal([
        { invoiceId: 'inv_1' },
        { invoiceId: 'inv_2' },
      ]);
    });

    it('asks for nothing while there is no id', async () => {
      const { adapter } = await show(() => invoice, {}, html`<rr-invoice></rr-invoice>`);
      expect(adapter.calls).to.deep.equal([]);
    });

    it('shows a skeleton after 200 ms', async () => {
      const { widget } = await show(() => new Promise(() => {}));
      await aTimeout(250);
      await widget.updateComplete;
      expect(one(widget, '[role=status]').innerText).to.contain('Loading the invoice');
    });

    it('an invoice that is not there offers no second try', async () => {
      const { widget } = await show(() => {
        throw new BillingError('not_found', 'x');
      });
      expect(textOf(widget)).to.contain('The invoice could not be loaded');
      expect(all(widget, 'button').length).to.equal(0);
    });

    it('loads again when the provider refreshes', async () => {
      const { widget, adapter } = await show(() => invoice);
      widget.closest('rr-provider')?.refresh();
      await settled(widget);
      expect(adapter.calls.length).to.equal(2);
    });
  });
});
