import { sampleCatalog } from '../../../src/rules/catalog.fixture.ts';
import {
  type InclusiveOrder,
  type PricedDocument,
  priceDocument,
} from '../../../src/rules/document.ts';
import { entryForInvoice } from '../../../src/rules/ledger.ts';
import { formatAmount } from '../../../src/rules/money.ts';
import {
  type AppliedTax,
  type TaxParty,
  type TaxRegime,
  taxesFor,
} from '../../../src/rules/tax.ts';
import { asksAgain, conflictsOfPlace } from '../../../src/rules/vat-evidence.ts';
import { eur, shownAll, sums, vat } from './given.ts';
import type { Chapter, RuleText } from './page.ts';

/** A rate at which 9.99 makes a tie. */
const french: AppliedTax = { ...vat, rate: '20' };
const exempt: AppliedTax = { name: 'Tax', rate: '0', category: 'E', reason: 'Exempt.' };

function inclusive(
  shownPrices: readonly string[],
  order: InclusiveOrder = 'net-first',
  taxes: readonly AppliedTax[] = [vat],
  home: AppliedTax = vat,
): PricedDocument {
  const lines = shownPrices.map((text) => ({
    unitPrice: eur(text),
    quantity: 1,
    discount: eur('0.00'),
    taxes,
    homeTaxes: [home],
  }));
  return priceDocument(lines, { mode: 'half-away-from-zero', currency: 'EUR', inclusive: order });
}

/** Net, tax, the cent of rounding and the total. */
function all({ totals: { net, tax, rounding, total } }: PricedDocument): string {
  return `${[net, tax, rounding].map(formatAmount).join(' + ')} = ${formatAmount(total)} EUR`;
}

function included(): RuleText {
  const three = inclusive(['9.99', '9.99', '9.99']);
  const { postings } = entryForInvoice({
    key: 'k',
    clientId: 'c',
    totals: inclusive(['9.99']).totals,
  });
  const booked = postings.map(({ account, amount }) => `${account} ${formatAmount(amount)}`);
  return {
    number: '7.10',
    title: 'Prices that include tax',
    says: [
      'What is shown is charged. Per rate the net is round(G ÷ (1 + r)) of the sum G of its lines, the tax round(net × r), and ' +
        'the nets of the lines are spread so that they sum to the net. A cent that no net can reach stands as rounding ' +
        '(BT-114), in the document and in the books. A client who does not pay the provider’s own tax pays the net of it.',
      'The order of rounding is a policy: `net-first` as above, `tax-first` (the tax is rounded and the net is the rest), or ' +
        '`tax-is-rest` (the net is rounded and the tax is the rest).',
    ],
    examples: [
      {
        title: 'German VAT of 19% is included',
        given: ['Figures are net + tax + rounding = total.'],
        steps: [
          [
            '10.00: 10.00 ÷ 1.19 = 8.403…; 8.40 × 19% = 1.596',
            all(inclusive(['10.00'])),
            '8.40 + 1.60 + 0.00 = 10.00 EUR',
          ],
          [
            '9.99: 9.99 ÷ 1.19 = 8.394…; 8.39 × 19% = 1.594…',
            all(inclusive(['9.99'])),
            '8.39 + 1.59 + 0.01 = 9.99 EUR',
          ],
          [
            'Its books',
            booked.join(', '),
            'receivable 9.99, revenue -8.39, tax -1.59, rounding -0.01',
          ],
          ['Three of 9.99: 29.97 ÷ 1.19 = 25.184…', all(three), '25.18 + 4.78 + 0.01 = 29.97 EUR'],
          [
            'The nets of the three lines',
            shownAll(three.lines.map(({ net }) => net)),
            '8.40, 8.39, 8.39 EUR',
          ],
          [
            '9.99 for an exempt client',
            all(inclusive(['9.99'], 'net-first', [exempt])),
            '8.39 + 0.00 + 0.00 = 8.39 EUR',
          ],
        ],
      },
      {
        title: 'the three orders, of 9.99 with 20%',
        given: ['The exact net is 9.99 ÷ 1.20 = 8.325, the exact tax 1.665: both are ties.'],
        steps: [
          [
            '`net-first`: 8.33, and 8.33 × 20% = 1.666',
            all(inclusive(['9.99'], 'net-first', [french], french)),
            '8.33 + 1.67 + -0.01 = 9.99 EUR',
          ],
          [
            '`tax-first`: 1.67, and the rest',
            all(inclusive(['9.99'], 'tax-first', [french], french)),
            '8.32 + 1.67 + 0.00 = 9.99 EUR',
          ],
          [
            '`tax-is-rest`: 8.33, and the rest',
            all(inclusive(['9.99'], 'tax-is-rest', [french], french)),
            '8.33 + 1.66 + 0.00 = 9.99 EUR',
          ],
        ],
      },
    ],
  };
}

function several(): RuleText {
  const of = (taxes: readonly AppliedTax[], net = '100.00'): string => {
    const line = { unitPrice: eur(net), quantity: 1, discount: eur('0.00'), taxes };
    const { totals } = priceDocument([line], { mode: 'half-away-from-zero', currency: 'EUR' });
    const parts = totals.breakdown.map(({ name, tax }) => `${name} ${formatAmount(tax)}`);
    return `${parts.join(', ')}: ${sums(totals)}`;
  };
  const tax = (name: string, rate: string): AppliedTax => ({ name, rate, category: 'S' });
  const levy: AppliedTax = { name: 'Levy', rate: '0', category: 'S', amounts: [eur('0.50')] };
  return {
    number: '7.11',
    title: 'Several taxes on one line',
    says: [
      'Taxes are found by country, state, county and city, by the kind of product and by the client, at the issue date. Each ' +
        'is on the net; a compound one is on the net and the taxes before it. A tax may be a fixed amount, once per line.',
      'Of the United States a state is its two letters and a county is named as in the official list without the word for ' +
        'its kind, such as `Travis`; an independent city keeps its `city`. Addresses and tax rates use that one list.',
    ],
    examples: [
      {
        title: '100.00 EUR net',
        given: ['Rates as named; each tax is rounded once.'],
        steps: [
          [
            'Québec: GST 5% and QST 9.975%',
            of([tax('GST', '5'), tax('QST', '9.975')]),
            'GST 5.00, QST 9.98: 100.00 + 14.98 = 114.98 EUR',
          ],
          [
            'A second tax of 10% on the first of 5%: 105.00 × 10%',
            of([tax('A', '5'), { ...tax('B', '10'), compound: true }]),
            'A 5.00, B 10.50: 100.00 + 15.50 = 115.50 EUR',
          ],
          [
            'Texas: state 6.25% and county 2%',
            of([tax('State', '6.25'), tax('County', '2')]),
            'State 6.25, County 2.00: 100.00 + 8.25 = 108.25 EUR',
          ],
          [
            '19% and a levy of 0.50',
            of([vat, levy]),
            'VAT 19.00, Levy 0.50: 100.00 + 19.50 = 119.50 EUR',
          ],
        ],
      },
    ],
  };
}

function european(): RuleText {
  const of = (party: TaxParty, regime: TaxRegime = 'oss'): string =>
    taxesFor({
      rules: sampleCatalog.taxes,
      provider: { country: 'DE' },
      regime,
      party,
      productKind: 'hosting',
      on: '2026-11-22',
    })
      .map(({ rate, category }) => `${rate}% (${category})`)
      .join(', ');
  const consumer: TaxParty = { country: 'FR', kind: 'consumer' };
  const business: TaxParty = { country: 'FR', kind: 'business', vatNumber: 'FR40303265045' };
  const asked = (today: string): string =>
    asksAgain('2026-11-22', today) ? 'asked again' : 'to-do';
  const evidence = (network: string): string =>
    conflictsOfPlace({ billing: 'FR', network, payment: null }) ? 'to-do' : 'in order';
  return {
    number: '7.12',
    title: 'The European Union',
    says: [
      'A consumer in another country of the EU pays the tax of that country (OSS), or the provider’s (domestic), by setting. A ' +
        'business with a number that the register has confirmed pays by reverse charge. While the register is silent tax is ' +
        'charged; it is asked again for 30 days, and a late confirmation is corrected by credit note. Where the evidence of ' +
        'the place conflicts, the operator gets a to-do.',
    ],
    examples: [
      {
        title: 'a German provider and clients in France',
        given: [
          'VAT: Germany 19%, France 20%. Categories: S standard, AE reverse charge, O outside the scope.',
        ],
        steps: [
          ['A consumer, OSS', of(consumer), '20% (S)'],
          ['A consumer, domestic', of(consumer, 'domestic'), '19% (S)'],
          [
            'A business whose number is confirmed',
            of({ ...business, vatNumberValid: true }),
            '0% (AE)',
          ],
          ['A business while the register is silent', of(business), '20% (S)'],
          ['A consumer in Switzerland', of({ country: 'CH', kind: 'consumer' }), '0% (O)'],
          [
            'Ordered on 22 November; still silent on 21 December',
            asked('2026-12-21'),
            'asked again',
          ],
          ['Still silent on 22 December', asked('2026-12-22'), 'to-do'],
          ['Billed in France, ordered from Germany', evidence('DE'), 'to-do'],
          ['Billed in France, ordered from France', evidence('FR'), 'in order'],
        ],
      },
    ],
  };
}

/** SPEC 7.10 to 7.12. */
export const taxesChapter: Chapter = {
  title: 'Taxes',
  rules: [included(), several(), european()],
};
