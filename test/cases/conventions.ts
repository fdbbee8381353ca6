import { brickMoney } from './brick-money.ts';
import { dayPriceRounded } from './day-price.ts';
import { dinero } from './dinero.ts';
import { en16931 } from './en16931.ts';
import { fractionOfPrice } from './fraction.ts';
import { killbill } from './killbill.ts';
import { killbillItemTree } from './killbill-item-tree.ts';
import { killbillUsageBlocks } from './killbill-usage-blocks.ts';
import { lagoChargeModels } from './lago-charge-models.ts';
import { lagoProration } from './lago-proration.ts';
import { moneyphp } from './moneyphp.ts';
import { aba371, epc069, ibanMod97, iso11649, luhn, vatCheckDigits } from './numbers.ts';
import type { Mapper } from './outcome.ts';
import { pleskUsage } from './plesk-usage.ts';
import { stripeAnchor } from './stripe-anchor.ts';
import { temporal } from './temporal.ts';
import { zuoraTax } from './zuora-tax.ts';

/** What a convention is to us: our own rules, an option of them, another's arithmetic, or none. */
export type Convention =
  | { readonly kind: 'ours' | 'option' | 'oracle'; readonly mapper: Mapper }
  | { readonly kind: 'skipped'; readonly reason: string };

const ours = (mapper: Mapper): Convention => ({ kind: 'ours', mapper });
const option = (mapper: Mapper): Convention => ({ kind: 'option', mapper });
const oracle = (mapper: Mapper): Convention => ({ kind: 'oracle', mapper });
const skipped = (reason: string): Convention => ({ kind: 'skipped', reason });

const ruby = 'its cases give fixtures in Ruby, not figures';
const later = (part: number): Convention => skipped(`comes with part ${part}`);

/** Every convention of the published cases, and what becomes of it. */
export const conventions: ReadonlyMap<string, Convention> = new Map<string, Convention>([
  ['temporal', ours(temporal)],
  ['stripe-anchor', ours(stripeAnchor)],
  ['dinero', ours(dinero)],
  ['moneyphp', ours(moneyphp)],
  ['brick-money', ours(brickMoney)],
  ['plesk-usage', ours(pleskUsage)],
  ['lago-charge-models', ours(lagoChargeModels)],
  ['killbill-usage-blocks', ours(killbillUsageBlocks)],
  ['en16931', ours(en16931)],
  ['killbill-actual-actual', ours(killbill)],
  ['zuora-tax', ours(zuoraTax)],
  ['killbill-30-fixed', option(killbill)],
  ['fraction', option(fractionOfPrice)],
  ['killbill-item-tree', oracle(killbillItemTree)],
  ['day-price-rounded', oracle(dayPriceRounded)],
  ['lago-proration', oracle(lagoProration)],
  ['rubymoney', skipped('shares run from the last part to the first; no policy here does so')],
  [
    'lago-inclusive-end',
    skipped('periods are instants with both ends inclusive; here days, half-open'),
  ],
  ['lago-tax', skipped(ruby)],
  ['lago-coupon', skipped(ruby)],
  ['lago-credit', skipped(ruby)],
  ['lago-dunning', skipped('thresholds and counters of attempts; dunning here goes by days')],
  ['stripe-seconds', skipped('parts of a period are counted in seconds; here in days')],
  ['chargebee-days', skipped('its examples disagree on the day of a change')],
  ['zuora-daycount', skipped('both ends of a period are inclusive')],
  ['recurly', skipped('divides by the length of the plan even where the bill date was moved')],
  ['truncate-cents', skipped("one vendor's truncation; amounts here are rounded")],
  ['hours-730', skipped('months of 730 hours are not sold')],
  ['hsphere', skipped('the text of a rule, without a number')],
  ['domain-lifecycle', later(5)],
  ['pkcs10', later(5)],
  ['zone-master-format', later(5)],
  ['luhn', ours(luhn)],
  ['iban-mod97', ours(ibanMod97)],
  ['aba-371', ours(aba371)],
  ['vat-check-digits', ours(vatCheckDigits)],
  ['iso11649', ours(iso11649)],
  ['epc069-12', ours(epc069)],
]);
