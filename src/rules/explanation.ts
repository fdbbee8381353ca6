import type { Proration } from './billing-settings.ts';
import type { Money, RoundingMode } from './money.ts';
import type { PlainDate } from './plain-date.ts';

/** How a line came to its amount, as plain data (SPEC 7.14). */
export interface Explanation {
  /** Which rule made it, such as `price`. */
  readonly rule: string;
  readonly steps: readonly ExplanationStep[];
}

/** One step of an {@link Explanation}; the amount is what stands after it. */
export interface ExplanationStep {
  /** In English, for exports and for readers who do not know the code. */
  readonly label: string;
  /** What it says; a page has its own sentence for each. Documents of before have none. */
  readonly code?: StepCode;
  /** What the sentence names: amounts and counts as decimals, days as `YYYY-MM-DD`. */
  readonly values?: Readonly<Record<string, string>>;
  readonly amount?: Money;
}

interface Priced {
  readonly item: string;
  /** The id of its cycle. */
  readonly cycle: string;
  /** Per unit and whole period. */
  readonly price: string;
  readonly quantity: string;
}

interface Once {
  readonly item: string;
  readonly price: string;
  readonly quantity: string;
}

interface Units {
  readonly units: string;
  readonly unit: string;
}

/** The values that each step names, by its code. */
interface StepValues {
  price: Priced;
  /** The price was another one before. */
  raised_price: Priced & { readonly before: string; readonly from: PlainDate };
  period: { readonly start: PlainDate; readonly end: PlainDate };
  /** The part of the whole period from `start` to `end` that is billed. */
  share: {
    readonly days: string;
    readonly of: string;
    readonly proration: Proration;
    readonly start: PlainDate;
    readonly end: PlainDate;
    readonly mode: RoundingMode;
  };
  unused: { readonly days: string; readonly of: string; readonly mode: RoundingMode };
  once: Once;
  setup: Once;
  trial: { readonly item: string; readonly days: string };
  /** `code` is empty where the promotion has none. */
  discount: { readonly code: string; readonly percent: string };
  fixed_discount: { readonly code: string; readonly off: string };
  line_net: { readonly number: string };
  credited_before: Readonly<Record<never, string>>;
  credited_now: Readonly<Record<never, string>>;
  reversed: Readonly<Record<never, string>>;
  taken_back: { readonly number: string };
  late_fee: Readonly<Record<never, string>>;
  used_summed: Units;
  used_average: Units;
  included: Units;
  over: Units;
  blocks: Units;
  estimated_days: { readonly days: string };
  usage_price: Units & { readonly price: string };
  rounded: { readonly mode: RoundingMode };
  begins: { readonly start: PlainDate; readonly leadDays: string };
  issued: { readonly on: PlainDate; readonly due: PlainDate };
  discount_sum: Readonly<Record<never, string>>;
  tax_sum: Readonly<Record<never, string>>;
  total: Readonly<Record<never, string>>;
}

/** What a step of an explanation may say. */
export type StepCode = keyof StepValues;

const priced = ({ item, cycle, price, quantity }: Priced): string =>
  `${item}, ${cycle}: ${price} × ${quantity}`;
const once = ({ item, price, quantity }: Once): string => `${item}: ${price} × ${quantity}`;
const promotion = (code: string): string => (code === '' ? 'promotion' : code);

const labels: { readonly [Code in StepCode]: (values: StepValues[Code]) => string } = {
  price: priced,
  raised_price: (values) => `${priced(values)}, raised from ${values.before} as of ${values.from}`,
  period: ({ start, end }) => `${start} to ${end}`,
  share: ({ days, of, proration, start, end, mode }) =>
    `${days} of ${of} days (${proration}) of ${start} to ${end}, rounded ${mode}`,
  unused: ({ days, of, mode }) => `${days} of ${of} days unused, rounded ${mode}`,
  once,
  setup: (values) => `Set-up of ${once(values)}`,
  trial: ({ item, days }) => `${item}: ${days} days of trial`,
  discount: ({ code, percent }) => `Less ${promotion(code)}, ${percent}%`,
  fixed_discount: ({ code, off }) => `Less ${promotion(code)}, ${off} of a fixed amount`,
  line_net: ({ number }) => `Net of the line on ${number}`,
  credited_before: () => 'Credited before',
  credited_now: () => 'Credited now',
  reversed: () => 'Net of the line that is taken back',
  taken_back: ({ number }) => `Takes ${number} back`,
  late_fee: () => 'Fee of the reminder',
  used_summed: ({ units, unit }) => `Used: ${units} ${unit}, summed over the month`,
  used_average: ({ units, unit }) => `Used: ${units} ${unit}, average of its days`,
  included: ({ units, unit }) => `Included: ${units} ${unit}`,
  over: ({ units, unit }) => `Over: ${units} ${unit}`,
  blocks: ({ units, unit }) => `In started blocks of ${units} ${unit}`,
  estimated_days: ({ days }) => `Days estimated: ${days}`,
  usage_price: ({ units, unit, price }) => `${units} ${unit} × ${price}`,
  rounded: ({ mode }) => `Rounded once, ${mode}`,
  begins: ({ start, leadDays }) =>
    `The period begins on ${start} and is issued ${leadDays} days before`,
  issued: ({ on, due }) => `Issued on ${on}, due on ${due}`,
  discount_sum: () => 'Discount',
  tax_sum: () => 'Tax',
  total: () => 'Total',
};

/** Every code of a step. */
export const stepCodes: readonly StepCode[] = Object.keys(labels) as StepCode[];

/** A step that says one thing, with the amount that stands after it. */
export function step<Code extends StepCode>(
  code: Code,
  values: StepValues[Code],
  amount?: Money,
): ExplanationStep {
  const said = { label: labels[code](values), code, values: values as Record<string, string> };
  return amount === undefined ? said : { ...said, amount };
}

/** The step of what a promotion took off: a percentage, or its part of a fixed amount. */
export function discountStep(
  {
    code = '',
    percent,
  }: { readonly code?: string | undefined; readonly percent?: string | undefined },
  off: string,
  amount: Money,
): ExplanationStep {
  return percent === undefined
    ? step('fixed_discount', { code, off }, amount)
    : step('discount', { code, percent }, amount);
}
