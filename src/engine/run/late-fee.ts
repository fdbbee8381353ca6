import { documentPolicy, priceDocument } from '../../rules/document.ts';
import { step } from '../../rules/explanation.ts';
import { type Money, zero } from '../../rules/money.ts';
import { addDays } from '../../rules/plain-date.ts';
import type { AppliedTax } from '../../rules/tax.ts';
import { emit, type Scope } from '../context.ts';
import { issueInvoice } from '../invoices/issue.ts';
import type { Done } from './counts.ts';

/** A late fee is damages, not a supply: it bears no tax (SPEC 7.13). */
const untaxed: AppliedTax = {
  name: 'Tax',
  rate: '0',
  category: 'O',
  reason: 'A late fee is not subject to tax (VATEX-EU-O).',
};

/** Issues the late fee of a step on an invoice of its own, where the currency has one (7.13). */
export async function issueLateFee(
  scope: Scope,
  late: {
    readonly id: string;
    readonly number: string;
    readonly client_id: string;
    readonly currency: string;
  },
  step: number,
): Promise<Done> {
  const { provider } = scope.context.catalog;
  const amounts = provider.billing.dunning.steps[step]?.lateFee ?? [];
  const fee = amounts.find(({ currency }) => currency === late.currency);
  if (fee === undefined || fee.amount === 0n) return {};
  const { totals, line } = priced(scope, fee, late.number);
  const { invoiceId } = await issueInvoice(scope, {
    clientId: late.client_id,
    orderId: null,
    currency: late.currency,
    dueOn: addDays(scope.today, provider.termsDays),
    lines: [{ line, packageNumber: null, origin: 'fee', originId: `${late.id}:${step}` }],
    totals,
    notes: untaxed.reason === undefined ? [] : [untaxed.reason],
    // No fee is charged on a fee, and no package hangs on it.
    dunned: false,
    charged: true,
    todo: { title: 'Pay your late fee', text: `Invoice ${late.number} was not paid in time.` },
  });
  await emit(scope, 'invoice.late_fee', invoiceId, late.client_id);
  return { lateFees: 1 };
}

function priced(
  scope: Scope,
  fee: Money,
  number: string,
): {
  readonly totals: ReturnType<typeof priceDocument>['totals'];
  readonly line: Parameters<typeof issueInvoice>[1]['lines'][number]['line'];
} {
  const { currency } = fee;
  const asked = {
    unitPrice: fee,
    quantity: 1,
    discount: zero(currency),
    taxes: [untaxed],
    priceIs: 'net',
  } as const;
  const policy = documentPolicy(scope.context.catalog.provider, currency);
  const { totals, lines } = priceDocument([asked], policy);
  const sums = lines[0] ?? { gross: fee, discount: zero(currency), net: fee, taxes: [untaxed] };
  return {
    totals,
    line: {
      ...sums,
      kind: 'fee',
      description: `Late fee for invoice ${number}`,
      quantity: 1,
      unitPrice: fee,
      period: null,
      explanation: { rule: 'late_fee', steps: [step('late_fee', {}, fee)] },
    },
  };
}
