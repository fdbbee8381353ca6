import { html, nothing, type TemplateResult } from 'lit';
import type { TodoView } from '../../src/contract/todos.ts';
import type { Formatter } from '../internal/format.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { instantDay } from '../internal/time.ts';
import { todoText } from './todo.strings.ts';
import { strings } from './todo-list.strings.ts';

/** Where a to-do leads; each call asks the host, and is false when the host does the rest. */
export interface TodoWays {
  readonly invoiceHref: string;
  readonly packageHref: string;
  readonly payHref: string;
  readonly accountHref: string;
  readonly openInvoice: (invoiceId: string) => boolean;
  readonly openPackage: (packageId: string) => boolean;
  readonly pay: (invoiceId: string) => boolean;
  readonly openAccount: (billingAccountId: string) => boolean;
}

/** Kinds that a payment settles. */
const payable: ReadonlySet<string> = new Set([
  'invoice_unpaid',
  'change_unpaid',
  'usage_unpaid',
  'correction_unpaid',
  'payment_declined',
]);

/** Kinds in which something went wrong; a kind that is not known yet waits calmly. */
const wrong: ReadonlySet<string> = new Set(['payment_declined', 'vat_invalid', 'account_gone']);

/** To-dos with what to do about each (SPEC 15.4, S108). */
export function todoRows(
  todos: readonly TodoView[],
  format: Formatter,
  ways: TodoWays,
): TemplateResult {
  return html`<ul class="rr-rows">
    ${todos.map((todo) => todoRow(todo, format, ways))}
  </ul>`;
}

function todoRow(todo: TodoView, format: Formatter, ways: TodoWays): TemplateResult {
  const { kind, createdAt } = todo;
  const { title, text } = todoText(todo, format);
  const isWrong = wrong.has(kind);
  const symbol = isWrong ? icons.alert : payable.has(kind) ? icons.receipt : icons.clock;
  return html`<li class="rr-row rr-row--icon" part="row">
    ${icon(symbol, isWrong ? 'bad' : undefined)}
    <div>
      <p class="rr-strong"><bdi>${title}</bdi></p>
      ${text === '' ? nothing : html`<p class="rr-small"><bdi>${text}</bdi></p>`}
      <p class="rr-sub">
        <time datetime=${createdAt}>${strings.since(instantDay(format, createdAt))}</time>
      </p>
    </div>
    ${todoWay(todo, title, ways)}
  </li>`;
}

/** The one next step: to pay, else the invoice, the package or the account; or nothing. */
function todoWay(
  { account, kind, invoiceId, packageId }: TodoView,
  title: string,
  ways: TodoWays,
): TemplateResult | typeof nothing {
  if (invoiceId !== null && payable.has(kind)) {
    return way(strings.pay(), strings.payOf(title), ways.payHref, invoiceId, ways.pay);
  }
  if (invoiceId !== null) {
    const label = strings.openInvoiceOf(title);
    return way(strings.openInvoice(), label, ways.invoiceHref, invoiceId, ways.openInvoice);
  }
  if (packageId === null && account !== null) {
    const label = strings.openAccountOf(title);
    const { billingAccountId: id } = account;
    return way(strings.openAccount(), label, ways.accountHref, id, ways.openAccount);
  }
  if (packageId === null) return nothing;
  const label = strings.openPackageOf(title);
  return way(strings.openPackage(), label, ways.packageHref, packageId, ways.openPackage);
}

function way(
  text: string,
  label: string,
  pattern: string,
  id: string,
  ask: (id: string) => boolean,
): TemplateResult {
  const link = openLink({ pattern, id, text, label, open: () => ask(id) });
  return html`<span class="rr-todo__way">${link}</span>`;
}
