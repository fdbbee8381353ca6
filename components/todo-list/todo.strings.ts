import { msg, str } from '@lit/localize';
import type { TodoAccount, TodoView } from '../../src/contract/todos.ts';
import type { Formatter } from '../internal/format.ts';

/** A to-do in words. */
export interface TodoText {
  readonly title: string;
  readonly text: string;
}

/** What is to be paid, by the kind of what it is for. */
const unpaid: { readonly [kind: string]: (number: string) => string } = {
  invoice_unpaid: (number) => msg(str`Pay ${number}`),
  change_unpaid: (number) => msg(str`Pay the change of your package, ${number}`),
  usage_unpaid: (number) => msg(str`Pay your usage, ${number}`),
  correction_unpaid: (number) => msg(str`Pay the corrected invoice ${number}`),
};

/**
 * A to-do in the reader's language, from what its invoice is now (SPEC 15.4); as the server says it
 * where its kind is not known here.
 */
export function todoText(todo: TodoView, format: Formatter): TodoText {
  const { kind, title, text, invoice, account } = todo;
  if (account !== null) return accountText(kind, account, format) ?? { title, text };
  if (kind === 'vat_invalid') {
    return {
      title: msg('Your VAT number is not valid'),
      text: msg('The register does not know it, so tax is charged. Ask the provider.'),
    };
  }
  const pay = unpaid[kind];
  if (pay !== undefined) {
    // A contact who may not see invoices is told neither number nor sum.
    if (invoice === null) return { title: msg('Pay invoices'), text: '' };
    const { number, balance, due } = invoice;
    return {
      title: pay(number),
      text: msg(str`${format.money(balance)} is due on ${format.date(due)}.`),
    };
  }
  if (kind === 'payment_declined') {
    return {
      title: msg('Your automatic payment did not go through'),
      text:
        invoice === null
          ? ''
          : msg(str`Pay ${invoice.number} yourself, or save another way to pay.`),
    };
  }
  return { title, text };
}

/** A to-do about a billing account; null for a kind that is not known here. */
function accountText(kind: string, account: TodoAccount, format: Formatter): TodoText | null {
  const { label, endsOn, packages } = account;
  const pays = packages.length === 0 ? '' : msg(str`It pays ${format.list(packages)}.`);
  if (kind === 'account_expiring' && endsOn !== null) {
    const until = msg(
      str`It cannot be charged from ${format.date(endsOn)} on. Add another way to pay before then.`,
    );
    return { title: msg(str`${label} expires soon`), text: joined(pays, until) };
  }
  if (kind === 'account_gone') {
    const instead = msg('Add another way to pay, or choose one that pays by default.');
    return { title: msg(str`${label} can no longer be charged`), text: joined(pays, instead) };
  }
  return null;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
