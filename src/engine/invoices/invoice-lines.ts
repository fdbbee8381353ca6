import type { InvoiceLine } from '../../rules/invoice.ts';
import type { Scope } from '../context.ts';
import type { InvoiceDocument } from './invoice-documents.ts';

type Applied = InvoiceLine['taxes'][number];

/** The lines of an issued document as rules know them, with the kinds and items of its rows. */
export async function ruleLines(
  scope: Scope,
  invoiceId: string,
  document: InvoiceDocument,
): Promise<readonly InvoiceLine[]> {
  const rows = await scope.handle
    .selectFrom('invoice_lines')
    .select(['id', 'kind', 'item_id'])
    .where('invoice_id', '=', invoiceId)
    .execute();
  const stored = new Map(rows.map((row) => [row.id, row]));
  return document.lines.map((line, place): InvoiceLine => {
    const { kind, item_id } = stored.get(line.lineId) ?? { kind: 'one_time', item_id: null };
    const { periodStart: start, periodEnd: end } = line;
    return {
      lineId: line.lineId,
      ...(line.packageId === null ? {} : { packageId: line.packageId }),
      ...(item_id === null ? {} : { itemId: item_id }),
      kind,
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      gross: line.gross,
      discount: line.discount,
      net: line.net,
      // The taxes that were applied, not those of today (SPEC 5.14).
      taxes: taxesOf(document, place),
      period: start === null || end === null ? null : { start, end },
      ...(line.promotionCode === null ? {} : { promotionCode: line.promotionCode }),
      explanation: { rule: line.explanation.rule, steps: [] },
    };
  });
}

/** The taxes of a line, by their places; on an old document by their rates. */
function taxesOf(document: InvoiceDocument, place: number): readonly Applied[] {
  const places = document.lineTaxes?.[place];
  if (places !== undefined) {
    return places.map((index) => ({
      ...applied(document.taxes[index], '0'),
      ...document.taxTerms?.[index],
    }));
  }
  return (document.lines[place]?.taxRates ?? []).map((rate) =>
    applied(
      document.taxes.find((tax) => tax.rate === rate),
      rate,
    ),
  );
}

function applied(tax: InvoiceDocument['taxes'][number] | undefined, rate: string): Applied {
  return {
    name: tax?.name ?? 'Tax',
    rate: tax?.rate ?? rate,
    category: (tax?.category ?? 'S') as Applied['category'],
    ...(tax === undefined || tax.reason === null ? {} : { reason: tax.reason }),
  };
}
