import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { InvoiceRow, TransactionView } from '../../src/contract/invoices.ts';
import type { PackageStatus } from '../../src/rules/package.ts';
import { icon } from './icon.ts';
import * as icons from './icons.ts';

/** The five tones: `ink` waits and nothing is wrong, `plain` is over and done. */
export type Tone = 'good' | 'warn' | 'bad' | 'ink' | 'plain';

/** A status as an icon and a word; colour only repeats it. */
export function statusBadge(tone: Tone, symbol: icons.Icon, word: string): TemplateResult {
  return html`<span class="rr-status rr-status--${tone}" part="status"
    >${icon(symbol)}${word}</span
  >`;
}

/** Status of an invoice with what is derived from it: overdue, partly paid, payment pending. */
export function invoiceStatus(
  row: Pick<InvoiceRow, 'kind' | 'status' | 'overdue' | 'partlyPaid' | 'paymentPending'>,
): TemplateResult {
  if (row.kind === 'credit_note') return statusBadge('plain', icons.receipt, msg('Credit note'));
  switch (row.status) {
    case 'unpaid':
      return unpaidStatus(row);
    case 'paid':
      return statusBadge('good', icons.paid, msg('Paid'));
    case 'draft':
      return statusBadge('plain', icons.edit, msg('Draft'));
    case 'canceled':
      return statusBadge('plain', icons.failed, msg('Canceled'));
    case 'refunded':
      return statusBadge('plain', icons.undo, msg('Refunded'));
    case 'collections':
      return statusBadge('bad', icons.hand, msg('Collections'));
  }
}

function unpaidStatus(
  row: Pick<InvoiceRow, 'kind' | 'overdue' | 'partlyPaid' | 'paymentPending'>,
): TemplateResult {
  if (row.paymentPending) return statusBadge('ink', icons.clock, msg('Payment pending'));
  if (row.overdue) {
    const word = row.partlyPaid ? msg('Overdue, partly paid') : msg('Overdue');
    return statusBadge('bad', icons.alert, word);
  }
  if (row.partlyPaid) return statusBadge('ink', icons.clock, msg('Partly paid'));
  // It becomes an invoice when it is paid (SPEC 7.6).
  if (row.kind === 'proforma') return statusBadge('ink', icons.receipt, msg('Proforma'));
  return statusBadge('ink', icons.clock, msg('Unpaid'));
}

const packageTones: { readonly [Status in PackageStatus]: readonly [Tone, icons.Icon] } = {
  pending: ['ink', icons.clock],
  active: ['good', icons.paid],
  suspended: ['bad', icons.pause],
  pending_renewal: ['warn', icons.renew],
  transferred: ['plain', icons.right],
  canceled: ['plain', icons.failed],
  fraudulent: ['bad', icons.alert],
  collections: ['bad', icons.hand],
  work_in_progress: ['ink', icons.renew],
  failed: ['bad', icons.alert],
  expired: ['plain', icons.clock],
  stopped: ['plain', icons.pause],
  started: ['ink', icons.renew],
  submitted: ['ink', icons.right],
  completed: ['good', icons.paid],
};

/** The word for a package's status (SPEC 5.2). */
export function packageStatusWord(status: PackageStatus): string {
  const words: { readonly [Status in PackageStatus]: string } = {
    pending: msg('Pending'),
    active: msg('Active'),
    suspended: msg('Suspended'),
    pending_renewal: msg('Pending renewal'),
    transferred: msg('Transferred'),
    // Of a package and of an invoice they are two words elsewhere.
    canceled: msg('Canceled', { id: 'package-canceled' }),
    fraudulent: msg('Fraudulent'),
    collections: msg('Collections', { id: 'package-collections' }),
    work_in_progress: msg('Work in progress'),
    failed: msg('Failed'),
    expired: msg('Expired'),
    stopped: msg('Stopped'),
    started: msg('Started'),
    submitted: msg('Submitted'),
    completed: msg('Completed'),
  };
  return words[status];
}

/** Status of a package. */
export function packageStatus(status: PackageStatus): TemplateResult {
  const [tone, symbol] = packageTones[status];
  return statusBadge(tone, symbol, packageStatusWord(status));
}

/** Status of a transaction, as an invoice lists it. */
export function transactionStatus(status: TransactionView['status']): TemplateResult {
  switch (status) {
    case 'settled':
      return statusBadge('good', icons.paid, msg('Settled'));
    case 'applied':
      return statusBadge('good', icons.paid, msg('Applied'));
    case 'pending':
      return statusBadge('ink', icons.clock, msg('Pending'));
    case 'declined':
      return statusBadge('bad', icons.failed, msg('Declined'));
  }
}
