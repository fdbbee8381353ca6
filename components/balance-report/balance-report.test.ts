import { expect, oneEvent } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import type { BalancePage } from '../../src/contract/books.ts';
import { BillingError } from '../../src/errors.ts';
import {
  balancePage,
  balanceRow,
  balanceRows,
  manyMovements,
  periodBalance,
} from '../../stories/fixtures/books.ts';
import { eur, jpy } from '../../stories/fixtures/money.ts';
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
import { RackrateBalanceReport } from './balance-report.ts';
import { csvOf } from './csv.ts';

type Answer = NonNullable<Answers['books.balanceReport']>;

interface Shown {
  readonly widget: RackrateBalanceReport;
  readonly adapter: FakeAdapter;
}

async function show(
  answer: Answer = () => balancePage(balanceRows),
  options: MountOptions = {},
  content: TemplateResult = html`<rr-balance-report></rr-balance-report>`,
): Promise<Shown> {
  const adapter = fakeAdapter({ 'books.balanceReport': answer });
  const widget = await mount<RackrateBalanceReport>(
    RackrateBalanceReport,
    adapter,
    content,
    options,
  );
  return { widget, adapter };
}

const inputs = ({ adapter }: Shown): unknown[] => adapter.calls.map((call) => call.input);

function button(widget: RackrateBalanceReport, text: string): HTMLButtonElement {
  const found = all<HTMLButtonElement>(widget, 'button').find((each) =>
    each.innerText.includes(text),
  );
  if (found === undefined) throw new Error(`There is no button "${text}".`);
  return found;
}

async function press(widget: RackrateBalanceReport, text: string): Promise<void> {
  button(widget, text).click();
  await settled(widget);
}

async function fill(widget: RackrateBalanceReport, from: string, until: string): Promise<void> {
  for (const [id, value] of [
    ['#from', from],
    ['#until', until],
  ] as const) {
    const input = one<HTMLInputElement>(widget, id);
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
  await press(widget, 'Show these days');
}

/** The file that the widget hands to the browser, which does not get it. */
async function fileOf(widget: RackrateBalanceReport): Promise<{ name: string; text: string }> {
  const taken = deferred<{ name: string; text: string }>();
  const take = async (event: Event): Promise<void> => {
    const [link] = event.composedPath();
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    const text = await (await fetch(link.href)).text();
    taken.resolve({ name: link.download, text });
  };
  const root = widget.renderRoot;
  root.addEventListener('click', take);
  await press(widget, 'Download CSV');
  const file = await taken.promise;
  root.removeEventListener('click', take);
  return file;
}

describe('rr-balance-report', () => {
  afterEach(unmountAll);

  for (const width of [1000, 640, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing and nothing is too wide at ${width} px, ${dir}`, async () => {
        const { widget } = await show(undefined, { width, dir });
        const base = one(widget, '.rr');
        expect(await axeFindings(widget)).to.deep.equal([]);
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
        expect(one(widget, 'table').scrollWidth).to.be.at.most(width);
      });
    }
  }

  it('[19.7] axe finds nothing in the empty, error and signed-out states', async () => {
    const states: Answer[] = [
      () => balancePage([]),
      () => Promise.reject(new BillingError('internal', 'x', { reference: '7KQ2' })),
      () => Promise.reject(new BillingError('session_ended', 'x')),
    ];
    for (const state of states) {
      const { widget } = await show(state);
      expect(await axeFindings(widget)).to.deep.equal([]);
      unmountAll();
    }
  });

  it('[13.2, S19] each movement has its date, word, reference, amount and balance', async () => {
    const { widget } = await show();
    const rows = all(widget, 'tbody tr').map((row) =>
      [...row.children].map((cell) =>
        (cell as HTMLElement).innerText.replaceAll(/\s+/g, ' ').trim(),
      ),
    );
    expect(rows.length).to.equal(balanceRows.length);
    const none = '– None';
    expect(rows[0]).to.eql([
      '12 Feb 2026',
      'Invoice HL-2026-004512',
      '€128.26',
      rows[0]?.[3],
      '€128.26 You owe',
    ]);
    expect(rows[0]?.[3]?.replaceAll(' ', '')).to.equal(none.replaceAll(' ', ''));
    expect(rows[1]?.slice(1, 3)).to.eql(['Payment ch_3PqX8a', '−€128.26']);
    expect(rows[1]?.[4]).to.equal('€0.00 Settled');
    expect(rows[2]?.slice(3)).to.eql(['€10.00', '€10.00 We hold for you']);
  });

  it('[13.2] what is owed now is said for each currency, whatever page shows', async () => {
    const balances = [
      periodBalance(eur('0.00'), eur('144.24'), eur('0.00')),
      periodBalance(jpy('-1200'), jpy('-1200'), jpy('1200')),
    ];
    const { widget } = await show(() => balancePage(manyMovements.rows, 'ent_50', balances));
    const head = one(widget, 'header').innerText;
    expect(head).to.contain('You owe €144.24, We hold for you JP¥1,200');
    unmountAll();
    const quiet = await show(() => balancePage([], null, balances));
    expect(one(quiet.widget, 'header').innerText).to.contain('You owe €144.24');
    expect(textOf(quiet.widget)).to.contain('Nothing moved on these days');
  });

  it('[13.2] the balance before and after the days that are chosen', async () => {
    const balances = [periodBalance(eur('9.59'), eur('-5.00'), eur('5.00'))];
    const { widget } = await show(() => balancePage(balanceRows, null, balances));
    await fill(widget, '2026-01-01', '2026-03-31');
    const rows = all(widget, '[part=balances] > div').map((row) =>
      row.innerText.replaceAll(/\s+/g, ' ').trim(),
    );
    expect(rows).to.eql([
      'Balance before 1 Jan 2026 You owe €9.59',
      'Balance after 31 Mar 2026 We hold for you €5.00',
    ]);
    one<HTMLInputElement>(widget, 'input[value=all]').click();
    await settled(widget);
    expect(all(widget, '[part=balances]').length).to.equal(0);
  });

  it('[13.2] a document opens from its row, and the host may prevent it', async () => {
    const content = html`<rr-balance-report invoice-href="#/invoices/{id}"></rr-balance-report>`;
    const { widget } = await show(undefined, {}, content);
    expect(all(widget, 'tbody a').length).to.equal(4);
    widget.addEventListener('rr-open-invoice', (event) => event.preventDefault(), { once: true });
    const opened = oneEvent(widget, 'rr-open-invoice');
    one(widget, 'a[href="#/invoices/inv_2026004512"]').click();
    expect((await opened).detail).to.eql({ invoiceId: 'inv_2026004512' });
    expect(location.hash).to.equal('');
  });

  it('[13.2] an operator reads of the client that he named', async () => {
    const content = html`<rr-balance-report client-id="cli_9"></rr-balance-report>`;
    const shown = await show(undefined, {}, content);
    expect(inputs(shown)[0]).to.include({ clientId: 'cli_9' });
    expect(textOf(shown.widget)).to.contain('The client owes');
    expect(textOf(shown.widget)).not.to.contain('You owe');
  });

  it('[13.2] presets are one request each; all days have no bounds', async () => {
    const shown = await show();
    for (const preset of ['all', 'year']) {
      one<HTMLInputElement>(shown.widget, `input[value=${preset}]`).click();
      await settled(shown.widget);
    }
    expect(inputs(shown).length).to.equal(3);
    expect(inputs(shown)[1]).to.eql({});
    const { from } = inputs(shown)[2] as { from: string };
    expect(from).to.match(/^\d{4}-01-01$/);
    expect(one<HTMLInputElement>(shown.widget, '#from').value).to.equal(from);
  });

  it('[13.2] two days of one’s own are asked for, and either may be left open', async () => {
    const shown = await show();
    await fill(shown.widget, '2026-01-01', '2026-03-31');
    await fill(shown.widget, '', '2026-03-31');
    expect(inputs(shown).slice(1)).to.eql([
      { from: '2026-01-01', until: '2026-03-31' },
      { until: '2026-03-31' },
    ]);
    expect(all(shown.widget, 'fieldset input:checked').length).to.equal(0);
    // A balance of the past is not what is owed now.
    expect(one(shown.widget, 'header').innerText).not.to.contain('You owe');
  });

  it('[13.2] days the wrong way round are a fault of the form, and nothing is sent', async () => {
    const shown = await show();
    await fill(shown.widget, '2026-03-31', '2026-01-01');
    expect(inputs(shown).length).to.equal(1);
    const summary = one(shown.widget, '[part=errors]');
    expect(shown.widget.shadowRoot?.activeElement).to.equal(summary);
    expect(one(shown.widget, '#until').getAttribute('aria-invalid')).to.equal('true');
    expect(await axeFindings(shown.widget)).to.deep.equal([]);
  });

  it('[13.2] Show more adds the next page by its cursor, until there is none', async () => {
    const shown = await show(({ cursor }) =>
      cursor === undefined ? manyMovements : balancePage(balanceRows),
    );
    await press(shown.widget, 'Show more');
    expect(inputs(shown)[1]).to.include({ cursor: 'ent_50' });
    expect(all(shown.widget, 'tbody tr').length).to.equal(50 + balanceRows.length);
    expect(textOf(shown.widget)).to.contain('56 movements');
    expect(textOf(shown.widget)).not.to.contain('Show more');
    expect(one(shown.widget, '[role=status]').textContent).to.contain('6 more movements');
  });

  it('[13.2] a page that comes after other days were chosen is dropped', async () => {
    const late = deferred<BalancePage>();
    const { widget } = await show(({ cursor }) =>
      cursor === undefined ? manyMovements : late.promise,
    );
    await press(widget, 'Show more');
    one<HTMLInputElement>(widget, 'input[value=all]').click();
    await settled(widget);
    late.resolve(balancePage(balanceRows));
    await settled(widget);
    expect(all(widget, 'tbody tr').length).to.equal(50);
  });

  it('[13.2] what was shown stays when more could not be loaded', async () => {
    const { widget } = await show(({ cursor }) => {
      if (cursor !== undefined) throw new BillingError('unavailable', 'x');
      return manyMovements;
    });
    await press(widget, 'Show more');
    expect(all(widget, 'tbody tr').length).to.equal(50);
    expect(one(widget, '.rr-foot__error').innerText).to.contain('could not be loaded');
    expect(button(widget, 'Show more').getAttribute('aria-disabled')).to.equal(null);
  });

  it('[13.2] the CSV has all pages of the days that show', async () => {
    const shown = await show(({ cursor }) =>
      cursor === undefined ? manyMovements : balancePage(balanceRows),
    );
    one<HTMLInputElement>(shown.widget, 'input[value=all]').click();
    await settled(shown.widget);
    const { name, text } = await fileOf(shown.widget);
    expect(name).to.equal('balance-report.csv');
    expect(text).to.equal(csvOf([...manyMovements.rows, ...balanceRows]));
    expect(inputs(shown).slice(-2)).to.eql([{}, { cursor: 'ent_50' }]);
    expect(one(shown.widget, '[role=status]').textContent).to.contain('ready');
  });

  it('[13.2, 17.3] a reference cannot run as a formula in a spreadsheet', () => {
    const row = balanceRow('2026-01-01', 'payment', '=1+1', [eur('-5.00'), eur('0.00')]);
    expect(csvOf([row])).to.equal(
      'date,kind,reference,amount,balance,credit,currency\r\n' +
        "2026-01-01,payment,'=1+1,-5.00,0.00,0.00,EUR\r\n",
    );
  });

  it('[13.2] a file that could not be made is told, and the report stays', async () => {
    let calls = 0;
    const { widget } = await show(() => {
      calls += 1;
      if (calls > 1) throw new BillingError('unavailable', 'x');
      return balancePage(balanceRows);
    });
    await press(widget, 'Download CSV');
    expect(one(widget, '.rr-banner--bad').innerText).to.contain('could not be made');
    expect(all(widget, 'tbody tr').length).to.equal(balanceRows.length);
  });

  it('[13.2] no movement on these days leads to all days', async () => {
    const { widget } = await show((input) =>
      input.from === undefined ? balancePage(balanceRows) : balancePage([]),
    );
    expect(textOf(widget)).to.contain('Nothing moved on these days');
    await press(widget, 'Show all days');
    expect(all(widget, 'tbody tr').length).to.equal(balanceRows.length);
  });

  it('[19.7] a narrow table is cards with roles, and heads stay in the tree', async () => {
    const { widget } = await show(undefined, { width: 320 });
    expect(getComputedStyle(one(widget, 'tbody tr')).display).to.equal('grid');
    expect(all(widget, 'th[role=columnheader]').length).to.equal(5);
    expect(all(widget, 'tbody th[role=rowheader]').length).to.equal(balanceRows.length);
  });
});
