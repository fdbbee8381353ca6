import type { NextInvoiceLine, PackageExplanation } from '../../contract/outlook.ts';
import { fail } from '../../errors.ts';
import type { PackageToBill } from '../../rules/billing-run.ts';
import type { InvoiceToIssue } from '../../rules/billing-run-model.ts';
import { parseCycle } from '../../rules/cycle.ts';
import {
  type BillingExplanation,
  type ExplainQuestion,
  explainPackage,
} from '../../rules/explain.ts';
import type { PackageStatus } from '../../rules/package.ts';
import type { PlainDate } from '../../rules/plain-date.ts';
import { type ClientRecord, loadForEver, readClient } from '../clients/outlook.ts';
import { partyOf } from '../clients/party.ts';
import type { Scope } from '../context.ts';
import { explanationView } from '../invoices/invoice-documents.ts';
import { ownerOf, type Query } from '../use-case.ts';
import type { PackageRecord } from './provisioning.ts';

/** `packages.explain` (SPEC 19.1). */
export const explain: Query<'packages.explain'> = {
  kind: 'query',
  async run(scope, caller, { packageId }): Promise<PackageExplanation> {
    const owner = ownerOf(caller.principal);
    const row = await scope.handle
      .selectFrom('packages')
      .selectAll()
      .where('id', '=', packageId)
      .executeTakeFirst();
    const client = row === undefined ? undefined : await readClient(scope, row.client_id);
    if (row === undefined || client === undefined || (owner ?? client.id) !== client.id) {
      fail('not_found', 'There is no such package.', { field: 'packageId' });
    }
    const told = explainPackage(await questionOf(scope, row, client));
    return explanationOf(packageId, told, caller.principal.kind === 'operator');
  },
};

async function questionOf(
  scope: Scope,
  row: PackageRecord,
  client: ClientRecord,
): Promise<ExplainQuestion> {
  const loaded = await loadForEver(scope, client, row.id);
  const own: PackageToBill | undefined = loaded?.toBill.packages.find(
    ({ packageId }) => packageId === row.id,
  );
  return {
    catalog: scope.context.catalog,
    today: scope.today,
    client: {
      clientId: client.id,
      status: client.status === 'active' ? 'active' : 'suspended',
      currency: client.currency,
      party: partyOf(client),
      packages: [],
    },
    hostingPackage: own ?? null,
    status: row.status as PackageStatus,
    oneTime: parseCycle(row.cycle).unit === 'one-time',
    clientClosed: client.status === 'closed',
    parkedReason: client.parked_at === null ? null : (client.parked_reason ?? ''),
    invoicingOff: await isInvoicingOff(scope),
    cancelOn: row.cancel_on,
    trialEndsOn: row.trial_ends_on,
    pendingChange: await pendingChange(scope, row.id),
    promisedUntil: await promisedUntil(scope, row.id),
  };
}

async function isInvoicingOff(scope: Scope): Promise<boolean> {
  const off = await scope.handle
    .selectFrom('switches')
    .select('effect')
    .where('effect', '=', 'invoicing')
    .executeTakeFirst();
  return off !== undefined;
}

async function pendingChange(
  scope: Scope,
  packageId: string,
): Promise<ExplainQuestion['pendingChange']> {
  const change = await scope.handle
    .selectFrom('package_changes')
    .select(['effective_on', 'state'])
    .where('package_id', '=', packageId)
    .where('state', 'in', ['scheduled', 'awaiting_payment'])
    .executeTakeFirst();
  return change === undefined
    ? null
    : { effectiveOn: change.effective_on, unpaid: change.state === 'awaiting_payment' };
}

async function promisedUntil(scope: Scope, packageId: string): Promise<PlainDate | null> {
  const { latest } = await scope.handle
    .selectFrom('invoice_states')
    .innerJoin('invoice_lines', 'invoice_lines.invoice_id', 'invoice_states.invoice_id')
    .select((row) => row.fn.max('invoice_states.promised_until').as('latest'))
    .where('invoice_lines.package_id', '=', packageId)
    .where('invoice_states.status', '=', 'unpaid')
    .executeTakeFirstOrThrow();
  return latest;
}

function lineOf(line: InvoiceToIssue['lines'][number]): NextInvoiceLine {
  return {
    description: line.description,
    quantity: line.quantity,
    periodStart: line.period.start,
    periodEnd: line.period.end,
    partOfPeriod: line.explanation.rule === 'part-of-period',
    gross: line.gross,
  };
}

function explanationOf(
  packageId: string,
  { willBeInvoiced, next, explanation, obstacles }: BillingExplanation,
  forOperator: boolean,
): PackageExplanation {
  const invoice = next?.invoice;
  const ends = invoice?.lines.map(({ period }) => period.end).sort() ?? [];
  return {
    packageId,
    willBeInvoiced,
    next:
      next === null || invoice === undefined
        ? null
        : {
            issueOn: next.issueOn,
            dueOn: invoice.dueOn,
            periodStart: invoice.periodStart,
            periodEnd: ends.at(-1) ?? '',
            leadDays: next.leadDays,
            lines: invoice.lines.map(lineOf),
            discount: invoice.totals.discount,
            promotionCode: invoice.lines.find((line) => line.promotionCode)?.promotionCode ?? null,
            net: invoice.totals.net,
            tax: invoice.totals.tax,
            rounding: invoice.totals.rounding,
            total: invoice.totals.total,
          },
    explanation: explanationView(explanation),
    // Why the run passes a client over is said in the provider's words, not for the client.
    obstacles: obstacles.map((one) =>
      forOperator || (one.kind !== 'client_parked' && one.kind !== 'bounds')
        ? one
        : { ...one, text: 'The provider is looking into it.' },
    ),
  };
}
