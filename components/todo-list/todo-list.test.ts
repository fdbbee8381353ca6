import { expect, oneEvent } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import type { TodoView } from '../../src/contract/todos.ts';
import { BillingError } from '../../src/errors.ts';
import { todos } from '../../stories/fixtures/account.ts';
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
import { RackrateTodoList } from './todo-list.ts';

const plain = html`<rr-todo-list></rr-todo-list>`;
const linked = html`<rr-todo-list
  invoice-href="#/invoices/{id}"
  package-href="#/packages/{id}"
  pay-href="#/pay/{id}"
></rr-todo-list>`;

interface Shown {
  readonly widget: RackrateTodoList;
  readonly adapter: FakeAdapter;
}

async function show(
  rows: readonly TodoView[],
  template: TemplateResult = plain,
  options: MountOptions = {},
  more: Answers = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ 'todos.list': () => ({ rows }), ...more });
  const widget = await mount<RackrateTodoList>(RackrateTodoList, adapter, template, options);
  return { widget, adapter };
}

/** The button or link of the row with a title. */
function wayOf(widget: RackrateTodoList, title: string): HTMLElement | null {
  const row = all(widget, '[part=row]').find(({ innerText }) => innerText.includes(title));
  return row?.querySelector<HTMLElement>('.rr-todo__way > *') ?? null;
}

describe('rr-todo-list', () => {
  afterEach(unmountAll);

  for (const width of [1000, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
        const { widget } = await show(todos, linked, { width, dir });
        expect(await axeFindings(widget)).to.deep.equal([]);
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  }

  it('[15.4, S108] shows each item with its text and its day', async () => {
    const { widget } = await show(todos);
    expect(all(widget, '[part=row]').length).to.equal(5);
    const [first] = all(widget, '[part=row]');
    expect(first?.innerText).to.contain('Your automatic payment did not go through');
    expect(first?.innerText).to.contain('or save another way to pay.');
    expect(first?.innerText).to.match(/Since 1[678] Nov 2026/);
    expect(first?.querySelector('time')?.dateTime).to.equal('2026-11-17T11:20:00Z');
  });

  it('[15.4, S108] words it by its kind from what the invoice is now', async () => {
    const said = todos.map((todo) => ({ ...todo, title: 'Server', text: 'English' }));
    const { widget } = await show(said);
    const rows = all(widget, '[part=row]').map(({ innerText }) =>
      innerText.replaceAll(/\s+/g, ' '),
    );
    expect(rows[0]).to.contain('Pay HL-2026-004731 yourself');
    expect(rows[1]).to.contain('Pay HL-2026-004790 €158.99 is due on 26 Nov 2026.');
    expect(rows[2]).to.contain('Your VAT number is not valid');
    expect(rows[3]).to.contain('Server English');
  });

  it('[3.3, 15.4] words it for a contact who may not see its invoice', async () => {
    const hidden = { title: 'Server', text: 'English', invoice: null };
    const { widget } = await show(todos.slice(0, 2).map((todo) => ({ ...todo, ...hidden })));
    const rows = all(widget, '[part=row]').map(({ innerText }) => innerText);
    expect(rows[0]).to.contain('Your automatic payment did not go through');
    expect(rows[1]).to.contain('Pay invoices');
    expect(rows.join(' ')).not.to.match(/Server|English|HL-/);
  });

  it('[15.4, 5.17, 7.12, 12.3] says what an open invoice is for, and it is paid', async () => {
    const [, unpaid] = todos;
    if (unpaid === undefined) throw new Error('There is no unpaid invoice.');
    const kinds = ['change_unpaid', 'usage_unpaid', 'correction_unpaid'];
    const rows = kinds.map((kind) => ({ ...unpaid, kind, title: 'Server', text: 'English' }));
    const { widget } = await show(rows);
    const said = all(widget, '[part=row] .rr-strong').map(({ innerText }) => innerText);
    expect(said).to.deep.equal([
      'Pay the change of your package, HL-2026-004790',
      'Pay your usage, HL-2026-004790',
      'Pay the corrected invoice HL-2026-004790',
    ]);
    expect(textOf(widget)).to.contain('€158.99 is due on 26 Nov 2026.');
    expect(textOf(widget)).not.to.match(/Server|English/);
    const ways = all(widget, '.rr-todo__way').map(({ innerText }) => innerText);
    expect(ways).to.deep.equal(['Pay now', 'Pay now', 'Pay now']);
    unmountAll();
    const hidden = await show(rows.map((row) => ({ ...row, invoice: null })));
    expect(textOf(hidden.widget)).to.contain('Pay invoices');
    expect(textOf(hidden.widget)).not.to.match(/Server|English|HL-/);
  });

  it('[S108] an item of an open invoice is paid', async () => {
    const { widget } = await show(todos);
    const way = wayOf(widget, 'Pay HL-2026-004790');
    expect(way?.innerText).to.equal('Pay now');
    expect(way?.getAttribute('aria-label')).to.equal('Pay now: Pay HL-2026-004790');
    setTimeout(() => way?.click());
    const { detail } = await oneEvent(widget, 'rr-pay');
    expect(detail).to.deep.equal({ invoiceIds: ['inv_2026004790'] });
  });

  it('[S108] others open their invoice or their package; some have nothing to open', async () => {
    const { widget } = await show(todos);
    setTimeout(() => wayOf(widget, 'was corrected')?.click());
    const invoice = await oneEvent(widget, 'rr-open-invoice');
    expect(invoice.detail).to.deep.equal({ invoiceId: 'inv_2026004201' });
    setTimeout(() => wayOf(widget, 'Name the domain')?.click());
    const opened = await oneEvent(widget, 'rr-open-package');
    expect(opened.detail).to.deep.equal({ packageId: 'pkg_1066' });
    expect(wayOf(widget, 'Your VAT number is not valid')).to.equal(null);
  });

  it('[9.9] one about a card that ends opens its account', async () => {
    const [first] = todos;
    if (first === undefined) throw new Error('There is no to-do.');
    const account = {
      billingAccountId: 'ba_1',
      label: 'Visa •••• 4242',
      endsOn: '2027-01-01',
      packages: [],
    };
    const none = { invoiceId: null, invoice: null, packageId: null };
    const { widget } = await show([{ ...first, ...none, kind: 'account_expiring', account }]);
    const way = wayOf(widget, 'Visa •••• 4242 expires soon');
    expect(way?.innerText).to.equal('Open the account');
    setTimeout(() => way?.click());
    const { detail } = await oneEvent(widget, 'rr-open-billing-account');
    expect(detail).to.deep.equal({ billingAccountId: 'ba_1' });
  });

  it('[S108] they are links where the host gave addresses, and the host may prevent', async () => {
    const { widget } = await show(todos, linked);
    const hrefs = all<HTMLAnchorElement>(widget, '.rr-todo__way a').map((link) =>
      link.getAttribute('href'),
    );
    expect(hrefs).to.deep.equal([
      '#/pay/inv_2026004731',
      '#/pay/inv_2026004790',
      '#/packages/pkg_1066',
      '#/invoices/inv_2026004201',
    ]);
    widget.addEventListener('rr-pay', (event) => event.preventDefault());
    const click = new MouseEvent('click', { bubbles: true, cancelable: true });
    wayOf(widget, 'Pay HL-2026-004790')?.dispatchEvent(click);
    expect(click.defaultPrevented).to.equal(true);
  });

  it('[15.4] says that there is nothing to do', async () => {
    const { widget } = await show([]);
    expect(one(widget, '[part=empty]').innerText).to.contain('Nothing to do');
    expect(await axeFindings(widget)).to.deep.equal([]);
  });

  it('an error has Try again, which loads again', async () => {
    let down = true;
    const { widget } = await show(
      [],
      plain,
      {},
      {
        'todos.list': () => {
          if (down) throw new BillingError('unavailable', 'x', { reference: '7KQ2' });
          return { rows: todos };
        },
      },
    );
    expect(one(widget, '[part=error]').innerText).to.contain('7KQ2');
    down = false;
    one(widget, '[part=error] button').click();
    await settled(widget);
    expect(all(widget, '[part=row]').length).to.equal(5);
  });

  it('[19.7] skeletons show after 200 ms only', async () => {
    const { widget } = await show([], plain, {}, { 'todos.list': () => new Promise(() => {}) });
    expect(all(widget, '[part=skeleton]').length).to.equal(0);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(all(widget, '[part=skeleton]').length).to.equal(1);
    expect(textOf(widget)).to.contain('To-do items');
  });

  it('[19.8] shows the slot for who is signed out', async () => {
    const { widget } = await show(
      [],
      plain,
      {},
      {
        'todos.list': () => {
          throw new BillingError('unauthenticated', 'x');
        },
      },
    );
    expect(all(widget, 'slot[name=signed-out]').length).to.equal(1);
  });
});
