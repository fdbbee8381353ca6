import { msg, str } from '@lit/localize';
import type { ExplanationStepView } from '../../src/contract/invoices.ts';
import { parseMoney } from '../../src/rules/money.ts';
import { cycleWord } from './cycle.ts';
import type { Formatter } from './format.ts';
import { percentText } from './percent.ts';
import { periodText } from './time.ts';

/**
 * A step of an explanation in the reader's language (SPEC 7.14); its English label where the code
 * is not known here, as on documents of before.
 *
 * @param currency of the amounts among its values.
 */
export function stepText(step: ExplanationStepView, currency: string, format: Formatter): string {
  const sentence = sentences[step.code ?? ''];
  return sentence === undefined
    ? withDates(step.label, format)
    : sentence(tell(step, currency, format));
}

/** The codes that there is a sentence for. */
export const knownSteps = (): readonly string[] => Object.keys(sentences);

/** A step's values as the reader writes them. */
interface Told {
  readonly currency: string;
  readonly is: (name: string) => string;
  readonly number: (name: string) => string;
  readonly money: (name: string) => string;
  readonly date: (name: string) => string;
  readonly percent: (name: string) => string;
  readonly period: () => string;
}

function tell({ values }: ExplanationStepView, currency: string, format: Formatter): Told {
  const is = (name: string): string => values[name] ?? '';
  return {
    currency,
    is,
    number: (name) => format.number(Number(is(name))),
    money: (name) => format.money(parseMoney(is(name), currency)),
    date: (name) => format.date(is(name)),
    percent: (name) => percentText(is(name), format),
    period: () => periodText(format, is('start'), is('end')),
  };
}

const sentences: Readonly<Record<string, (told: Told) => string>> = {
  price: ({ is, money, number }) => {
    const each = `${money('price')} ${cycleWord(is('cycle'))}`;
    return times(is('item'), each, is('quantity'), number('quantity'));
  },
  raised_price: ({ is, money, date }) => {
    const each = `${money('price')} ${cycleWord(is('cycle'))}`;
    return msg(str`${is('item')}: ${each}, raised from ${money('before')} on ${date('from')}`);
  },
  period: ({ period }) => period(),
  share: ({ is, number, period }) => {
    const [days, of, dates, how] = [number('days'), number('of'), period(), rounding(is('mode'))];
    if (is('proration') === 'none') return msg(str`The whole price, for a part of ${dates}`);
    return is('proration') === '30-day'
      ? msg(str`${days} of ${of} days of ${dates}, each month as 30 days, ${how}`)
      : msg(str`${days} of ${of} days of ${dates}, ${how}`);
  },
  unused: ({ is, number }) =>
    msg(str`${number('days')} of ${number('of')} days are not used, ${rounding(is('mode'))}`),
  once: ({ is, money, number }) =>
    times(is('item'), money('price'), is('quantity'), number('quantity')),
  setup: ({ is, money, number }) =>
    times(msg(str`Set-up of ${is('item')}`), money('price'), is('quantity'), number('quantity')),
  trial: ({ is, number }) => msg(str`${is('item')}: free on trial, ${number('days')} days`),
  discount: ({ is, percent }) => lessText(is('code'), percent('percent')),
  fixed_discount: ({ is, money }) => lessText(is('code'), money('off')),
  line_net: ({ is }) => msg(str`Line of ${is('number')} before tax`),
  reversed: () => msg('The line before tax'),
  credited_before: () => msg('Credited before'),
  credited_now: () => msg('Credited now'),
  taken_back: ({ is }) => msg(str`Takes ${is('number')} back`),
  late_fee: () => msg('Fee of the reminder'),
  used_summed: ({ is, number }) =>
    msg(str`Used: ${number('units')} ${is('unit')}, summed over the month`),
  used_average: ({ is, number }) =>
    msg(str`Used: ${number('units')} ${is('unit')}, the average of its days`),
  included: ({ is, number }) => msg(str`Included: ${number('units')} ${is('unit')}`),
  over: ({ is, number }) => msg(str`Over: ${number('units')} ${is('unit')}`),
  blocks: ({ is, number }) => msg(str`In started blocks of ${number('units')} ${is('unit')}`),
  estimated_days: ({ number }) => msg(str`Days without a reading: ${number('days')}`),
  usage_price: ({ is, number, currency }) =>
    msg(str`${number('units')} ${is('unit')} × ${number('price')} ${currency}`),
  rounded: ({ is }) => msg(str`Rounded once: ${rounding(is('mode'))}`),
};

function times(item: string, each: string, quantity: string, shown: string): string {
  return quantity === '1' ? msg(str`${item}: ${each}`) : msg(str`${item}: ${shown} × ${each}`);
}

function lessText(code: string, off: string): string {
  return code === '' ? msg(str`Less ${off}, promotion`) : msg(str`Less ${off}, promotion ${code}`);
}

function rounding(mode: string): string {
  switch (mode) {
    case 'half-even':
      return msg('rounded, halves to the even cent');
    case 'half-odd':
      return msg('rounded, halves to the odd cent');
    case 'half-down':
    case 'half-towards-zero':
      return msg('rounded, halves down');
    case 'up':
    case 'ceiling':
      return msg('rounded up');
    case 'down':
    case 'floor':
      return msg('rounded down');
    default:
      return msg('rounded, halves up');
  }
}

/** A label with its days as the reader writes them. */
function withDates(label: string, format: Formatter): string {
  return label.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => format.date(day));
}
