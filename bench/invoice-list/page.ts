import { RackrateInvoiceList } from '../../components/invoice-list/invoice-list.ts';
import { RackrateProvider } from '../../components/provider/provider.ts';
import type { Adapter, OperationName } from '../../src/contract/operations.ts';
import { pageOf } from './rows.ts';

/** What one run in the page found; milliseconds are of the main thread, layout included. */
export interface Measured {
  readonly widget: readonly number[];
  readonly baseline: readonly number[];
  readonly requestsPerSort: number;
  readonly mostRows: number;
}

customElements.define('rr-provider', RackrateProvider);
customElements.define('rr-invoice-list', RackrateInvoiceList);

let requests = 0;
const adapter: Adapter = {
  execute: ((name: OperationName, input: object) => {
    if (name !== 'invoices.list') return Promise.reject(new Error(`${name} is not asked here`));
    requests += 1;
    return Promise.resolve(pageOf(input));
  }) as Adapter['execute'],
};

// The page answers at once, so a rendered list is a few microtasks away and never a timer.
async function settle(list: RackrateInvoiceList): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    await Promise.resolve();
    if (turn % 5 === 0) await list.updateComplete;
    const busy = list.shadowRoot?.querySelector('[aria-busy=true]');
    if (!busy && rowCount(list.shadowRoot) > 0 && !list.isUpdatePending) return;
  }
  throw new Error('The list did not come to rest.');
}

function rowCount(root: ParentNode | null): number {
  return root?.querySelectorAll('tbody tr').length ?? 0;
}

function makeProvider(): RackrateProvider {
  const provider = document.createElement('rr-provider') as RackrateProvider;
  provider.adapter = adapter;
  provider.locale = 'en-GB';
  document.body.replaceChildren(provider);
  return provider;
}

async function mountWidget(provider: RackrateProvider): Promise<RackrateInvoiceList> {
  const list = document.createElement('rr-invoice-list') as RackrateInvoiceList;
  provider.append(list);
  await settle(list);
  list.getBoundingClientRect();
  return list;
}

const dates = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const amounts = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });

/** The same rows as text: the page formats what the widget formats, then sets it at once. */
function mountMarkup(markup: string, sheets: readonly CSSStyleSheet[]): void {
  const host = document.createElement('div');
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [...sheets];
  let formatted = '';
  for (const row of pageOf({ sort: 'entered', direction: 'descending' }).rows) {
    formatted += dates.format(new Date(row.entered)) + dates.format(new Date(row.due));
    formatted += amounts.format(Number(row.total.amount) / 100);
    formatted += amounts.format(Number(row.balance.amount) / 100);
  }
  root.innerHTML = formatted.length > 0 ? markup : '';
  host.getBoundingClientRect();
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Lets the browser finish what the last mount left behind, so that no run pays for another. */
function rest(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
}

async function measure(runs: number): Promise<Measured> {
  const widget: number[] = [];
  const baseline: number[] = [];
  const first = await mountWidget(makeProvider());
  const markup = first.shadowRoot?.innerHTML.replaceAll(/<!--.*?-->/gs, '') ?? '';
  const sheets = first.shadowRoot?.adoptedStyleSheets ?? [];
  // The first rounds warm both up and are left out.
  for (let round = -3; round < runs; round += 1) {
    const provider = makeProvider();
    await rest();
    const ours = await timed(() => mountWidget(provider));
    document.body.replaceChildren();
    await rest();
    const plain = await timed(() => mountMarkup(markup, sheets));
    document.body.replaceChildren();
    await rest();
    if (round >= 0) {
      widget.push(ours);
      baseline.push(plain);
    }
  }
  return { widget, baseline, ...(await useList()) };
}

/** Sorts and turns pages as a client would, and looks at requests and rows. */
async function useList(): Promise<{ requestsPerSort: number; mostRows: number }> {
  const list = await mountWidget(makeProvider());
  const root = list.shadowRoot;
  let mostRows = rowCount(root);
  new MutationObserver(() => {
    mostRows = Math.max(mostRows, rowCount(root));
  }).observe(root ?? list, { childList: true, subtree: true });
  const perSort: number[] = [];
  for (const button of root?.querySelectorAll<HTMLElement>('thead button') ?? []) {
    const before = requests;
    button.click();
    await settle(list);
    await rest();
    perSort.push(requests - before);
  }
  for (let turn = 0; turn < 5; turn += 1) {
    root?.querySelector<HTMLElement>('[part~=pager] button:last-of-type')?.click();
    await settle(list);
    await rest();
  }
  return { requestsPerSort: Math.max(...perSort), mostRows };
}

Object.assign(globalThis, { measure });
