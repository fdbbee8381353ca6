import { billClient, nextIssueOn, packageIsInvoiced } from './billing-run.ts';
import type { ClientToBill, InvoiceToIssue, PackageToBill } from './billing-run-model.ts';
import type { Catalog } from './catalog-model.ts';
import { type Explanation, type ExplanationStep, step } from './explanation.ts';
import { isZero } from './money.ts';
import type { PackageStatus } from './package.ts';
import { maxDate, type PlainDate } from './plain-date.ts';
import { leadDaysFor } from './schedule.ts';

/** What keeps a package from being invoiced, or will change it before that. */
export type ObstacleKind =
  | 'client_closed'
  | 'client_not_invoiced'
  | 'client_parked'
  | 'invoicing_off'
  | 'package_status'
  | 'one_time'
  | 'ends'
  | 'zero'
  | 'bounds'
  | 'pending_change'
  | 'trial'
  | 'promise';

/** One of them. `stops` is false for what only changes the invoice, or its course. */
export interface Obstacle {
  readonly kind: ObstacleKind;
  /** In English, for logs and tools; a page says it in its own words, by kind, day and status. */
  readonly text: string;
  readonly stops: boolean;
  /** The day that it is about, of `ends`, `pending_change`, `trial` and `promise`; else null. */
  readonly on: PlainDate | null;
  /** The status that stands in the way, of `package_status` and `client_not_invoiced`. */
  readonly status: string | null;
}

/** All that is known of a package whose billing is to be explained (SPEC 19.1). */
export interface ExplainQuestion {
  readonly catalog: Catalog;
  readonly today: PlainDate;
  /** The client with this package alone. */
  readonly client: ClientToBill;
  /** Null for a package that has no periods yet, or never. */
  readonly hostingPackage: PackageToBill | null;
  readonly status: PackageStatus;
  readonly oneTime: boolean;
  readonly clientClosed: boolean;
  /** Why the run passes the client over; null when it does not (SPEC 16.8). */
  readonly parkedReason: string | null;
  readonly invoicingOff: boolean;
  readonly cancelOn: PlainDate | null;
  readonly trialEndsOn: PlainDate | null;
  /** A change of plan that waits. */
  readonly pendingChange: { readonly effectiveOn: PlainDate; readonly unpaid: boolean } | null;
  /** The latest promise date of an open invoice of the package (SPEC 16.4). */
  readonly promisedUntil: PlainDate | null;
}

/** Whether, when, for how much and by which rule a package is invoiced next. */
export interface BillingExplanation {
  readonly willBeInvoiced: boolean;
  /** The next invoice of this package alone; when something stops it, what it would be without. */
  readonly next: {
    readonly issueOn: PlainDate;
    /** Days before its period on which an invoice of this cycle is issued (SPEC 6.6). */
    readonly leadDays: number;
    readonly invoice: InvoiceToIssue;
  } | null;
  /** The rule and its steps, down to those of each line (SPEC 7.14). */
  readonly explanation: Explanation;
  readonly obstacles: readonly Obstacle[];
}

/** Explains a package's next invoice by the rules that the run uses (SPEC 19.1). */
export function explainPackage(question: ExplainQuestion): BillingExplanation {
  const next = nextInvoice(question);
  const obstacles = [
    ...clientObstacles(question),
    ...packageObstacles(question),
    ...(next.obstacle === null ? [] : [next.obstacle]),
    ...changesAhead(question, next.obstacle?.kind === 'ends'),
  ];
  const willBeInvoiced = next.found !== null && !obstacles.some(({ stops }) => stops);
  return {
    willBeInvoiced,
    next: next.found,
    explanation: {
      rule: willBeInvoiced ? 'next-period' : (obstacles.find(({ stops }) => stops)?.kind ?? 'none'),
      steps: stepsOf(question, next.found),
    },
    obstacles,
  };
}

function stop(
  kind: ObstacleKind,
  text: string,
  more: Partial<Pick<Obstacle, 'on' | 'status'>> = {},
): Obstacle {
  return { kind, text, stops: true, on: null, status: null, ...more };
}

function clientObstacles(question: ExplainQuestion): Obstacle[] {
  const { client, clientClosed, parkedReason, invoicingOff } = question;
  const { activeClients, suspendedClients } = question.catalog.provider.billing.invoiced;
  const found: Obstacle[] = [];
  const invoiced = client.status === 'active' ? activeClients : suspendedClients;
  if (clientClosed) found.push(stop('client_closed', 'The client is closed.'));
  else if (!invoiced) {
    const { status } = client;
    found.push(
      stop('client_not_invoiced', `Clients that are ${status} are not invoiced.`, { status }),
    );
  }
  if (parkedReason !== null) {
    found.push(stop('client_parked', `The run passes the client over: ${parkedReason}`));
  }
  if (invoicingOff) found.push(stop('invoicing_off', 'Invoicing is switched off.'));
  return found;
}

function packageObstacles(question: ExplainQuestion): Obstacle[] {
  const { status, oneTime, catalog } = question;
  if (oneTime) return [stop('one_time', 'It was bought once and has no further period.')];
  if (packageIsInvoiced(status, catalog.provider.billing.invoiced)) return [];
  const text =
    status === 'pending'
      ? 'Its first invoice came with its order; periods begin when it is active.'
      : `Packages that are ${status.replaceAll('_', ' ')} are not invoiced.`;
  return [stop('package_status', text, { status })];
}

function changesAhead(question: ExplainQuestion, ended: boolean): Obstacle[] {
  const { pendingChange, trialEndsOn, promisedUntil, cancelOn, today } = question;
  const ahead: Obstacle[] = [];
  const note = (kind: ObstacleKind, text: string, on: PlainDate | null): void => {
    ahead.push({ ...stop(kind, text, { on }), stops: false });
  };
  if (cancelOn !== null && !ended) note('ends', `It is canceled on ${cancelOn}.`, cancelOn);
  if (pendingChange !== null) {
    const { effectiveOn, unpaid } = pendingChange;
    const text = unpaid ? 'A change waits for payment.' : `It changes on ${effectiveOn}.`;
    note('pending_change', text, unpaid ? null : effectiveOn);
  }
  if (trialEndsOn !== null && trialEndsOn > today) {
    note('trial', `Free until ${trialEndsOn}.`, trialEndsOn);
  }
  if (promisedUntil !== null && promisedUntil >= today) {
    const text = `Payment of an open invoice is promised by ${promisedUntil}.`;
    note('promise', text, promisedUntil);
  }
  return ahead;
}

interface Found {
  readonly found: BillingExplanation['next'];
  readonly obstacle: Obstacle | null;
}

/** What the run would issue next, were client and package such as are invoiced. */
function nextInvoice({ client, hostingPackage, catalog, today, cancelOn }: ExplainQuestion): Found {
  if (hostingPackage === null) return { found: null, obstacle: null };
  const active: PackageToBill = { ...hostingPackage, status: 'active' };
  const billing = { ...catalog.provider.billing, invoiced: everything };
  const willing: Catalog = { ...catalog, provider: { ...catalog.provider, billing } };
  const day = nextIssueOn(active, billing);
  if (day === null) {
    return { found: null, obstacle: stop('ends', 'It is billed until its end.') };
  }
  const issueOn = maxDate(day, today);
  if (cancelOn !== null && issueOn >= cancelOn) {
    return { found: null, obstacle: endsBefore(cancelOn) };
  }
  const only: ClientToBill = { ...client, status: 'active', packages: [active] };
  const run = billClient(only, { catalog: willing, today: issueOn, until: issueOn });
  const { leadDays: leads } = catalog.provider.billing;
  const leadDays = leadDaysFor(leads, active.cycle, active.productKind);
  const [problem] = run.problems;
  const [invoice] = run.invoices;
  return {
    found: invoice === undefined ? null : { issueOn, leadDays, invoice },
    obstacle:
      problem !== undefined
        ? stop('bounds', problem)
        : invoice === undefined
          ? stop('zero', 'The period costs nothing, and invoices of zero are not issued.')
          : null,
  };
}

function endsBefore(on: PlainDate): Obstacle {
  return stop('ends', `It ends on ${on}, before that.`, { on });
}

const everything: Catalog['provider']['billing']['invoiced'] = {
  activeClients: true,
  suspendedClients: true,
  activePackages: true,
  suspendedPackages: true,
};

function stepsOf(
  { hostingPackage }: ExplainQuestion,
  next: BillingExplanation['next'],
): readonly ExplanationStep[] {
  if (next === null || hostingPackage === null) return [];
  const { invoice, issueOn, leadDays } = next;
  const { discount, tax, total } = invoice.totals;
  return [
    step('begins', { start: invoice.periodStart, leadDays: `${leadDays}` }),
    step('issued', { on: issueOn, due: invoice.dueOn }),
    ...invoice.lines.flatMap(({ explanation }) => explanation.steps),
    ...(isZero(discount) ? [] : [step('discount_sum', {}, discount)]),
    step('tax_sum', {}, tax),
    step('total', {}, total),
  ];
}
