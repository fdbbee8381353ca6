import { formatFraction } from '../../src/rules/fraction.ts';
import { priceUnits, tiersOfBlocks } from '../../src/rules/unit-price.ts';
import { decimal, type Given, meaning, records, text } from './given.ts';
import { check, type Outcome } from './outcome.ts';

const models: ReadonlyMap<string, 'graduated' | 'volume'> = new Map<string, 'graduated' | 'volume'>(
  [
    ['ALL_TIERS', 'graduated'],
    ['TOP_TIER', 'volume'],
  ],
);

/** Kill Bill consumable usage: started blocks are whole, ends of tiers are counted in blocks. */
export function killbillUsageBlocks(given: Given, expect: Given): Outcome {
  const tiers = tiersOfBlocks(
    records(given, 'tiers').map((tier) => ({
      block: decimal(tier, 'block_size'),
      count: text(tier, 'max_blocks') === '-1' ? null : decimal(tier, 'max_blocks'),
      price: decimal(tier, 'block_price'),
    })),
  );
  const model = meaning(models, text(given, 'policy'));
  const { amount, parts } = priceUnits(decimal(given, 'units'), { model, tiers });
  const amounts = parts.map((part) => formatFraction(part.amount, 9));
  return {
    rule: `tiersOfBlocks, priceUnits ${model}`,
    checks: [
      check('amounts_per_tier', expect['amounts_per_tier'], amounts),
      check('total', expect['total'], formatFraction(amount, 9)),
    ],
  };
}
