import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit';
import type { Outlook } from '../../src/contract/outlook.ts';
import type { Money } from '../../src/rules/money.ts';
import type { OutlookEvent } from '../../src/rules/outlook.ts';
import { dayOfMonth, daysInMonth, monthNumber } from '../../src/rules/plain-date.ts';
import type { Formatter } from '../internal/format.ts';
import type { OutlookDates } from './dates.ts';
import { firstDays, payments } from './months.ts';
import { strings } from './outlook.strings.ts';

/** What the plot needs of the widget. */
export interface TimelineOptions {
  readonly outlook: Outlook;
  /** The events that a filter shows. */
  readonly events: readonly OutlookEvent[];
  readonly format: Formatter;
  readonly dates: OutlookDates;
}

interface Lane {
  readonly word: () => string;
  readonly has: (event: OutlookEvent) => boolean;
  readonly mark: (x: number, y: number) => SVGTemplateResult;
}

/** Shapes differ as well as colours: square, dot, ring, triangle. */
const lanes: readonly Lane[] = [
  {
    word: strings.lanes.invoices,
    has: ({ kind }) => kind === 'invoice',
    mark: (x, y) =>
      svg`<rect class="rr-plot__ring" x=${x - 4} y=${y - 4} width="8" height="8" rx="1" />`,
  },
  {
    word: strings.lanes.payments,
    has: ({ kind }) => kind === 'charge' || kind === 'due',
    mark: (x, y) => svg`<circle class="rr-plot__dot" cx=${x} cy=${y} r="4.5" />`,
  },
  {
    word: strings.lanes.changes,
    has: ({ kind, ifUnpaid }) => !ifUnpaid && !payments.includes(kind),
    mark: (x, y) => svg`<circle class="rr-plot__ring" cx=${x} cy=${y} r="4.5" />`,
  },
  {
    word: strings.lanes.unpaid,
    has: ({ ifUnpaid }) => ifUnpaid,
    mark: (x, y) => svg`<path class="rr-plot__bad" d="M${x} ${y - 5.5}l5.5 10h-11z" />`,
  },
];

/** The coming months as a plot; its numbers are those of the list. Narrow, months lie below. */
export function timeline(options: TimelineOptions): TemplateResult {
  const { outlook, dates } = options;
  const name = strings.plotName(dates.month(outlook.from), dates.month(outlook.until));
  return html`<div class="rr-panel__body" part="timeline">
    ${legend()} ${wide(options, name)} ${narrow(options, name)}
  </div>`;
}

function legend(): TemplateResult {
  return html`<ul class="rr-legend">
    ${lanes.map(
      ({ word, mark }) =>
        html`<li>
          <svg viewBox="0 0 14 14" aria-hidden="true">${mark(7, 7)}</svg>${word()}
        </li>`,
    )}
  </ul>`;
}

/** The sum of a month in the plot's currency, and its share of the largest from 0 to 1. */
interface Bar {
  readonly first: string;
  readonly total: Money | null;
  readonly share: number;
}

function barsOf({ months, invoiced, from, until }: Outlook): readonly Bar[] {
  const currency = invoiced[0]?.currency;
  const sums = firstDays({ from, until }).map((first) => {
    const totals = months.find(({ month }) => month === first.slice(0, 7))?.totals;
    return { first, total: totals?.find((one) => one.currency === currency) ?? null };
  });
  const most = sums.reduce((top, { total }) => max(top, total?.amount ?? 0n), 0n);
  return sums.map(({ first, total }) => {
    const amount = max(total?.amount ?? 0n, 0n);
    // A length on the screen, in thousandths; no sum is made of it.
    return { first, total, share: most === 0n ? 0 : Number((amount * 1000n) / most) / 1000 };
  });
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const plot = { start: 118, end: 1038, base: 118, tallest: 92 } as const;
const laneTop = 156;
const laneStep = 28;

function wide(options: TimelineOptions, name: string): TemplateResult {
  const { outlook, events, format, dates } = options;
  const bars = barsOf(outlook);
  const column = (plot.end - plot.start) / bars.length;
  const at = (day: string): number => plot.start + monthsSince(outlook.from, day) * column;
  const currency = outlook.invoiced[0]?.currency;
  const bottom = laneTop + laneStep * (lanes.length - 1);
  return html`<svg
    class="rr-plot rr-plot--wide"
    viewBox="0 0 1040 272"
    role="img"
    aria-label=${name}
  >
    ${
      currency === undefined
        ? nothing
        : svg`<text class="rr-plot__soft" x="0" y="114">${strings.invoicedAxis(currency)}</text>`
    }
    ${bars.map((bar, index) => wideBar(bar, plot.start + index * column, column, format, dates))}
    <line class="rr-plot__base" x1=${plot.start} x2=${plot.end} y1=${plot.base} y2=${plot.base} />
    ${lanes.map((lane, index) => laneRow(lane, laneTop + index * laneStep, events, at))}
    <line
      class="rr-plot__limit"
      x1=${at(outlook.from)}
      x2=${at(outlook.from)}
      y1="142"
      y2=${bottom + 16}
    />
    <text class="rr-plot__soft" x=${at(outlook.from)} y=${bottom + 29} text-anchor="middle">
      ${strings.today()}
    </text>
  </svg>`;
}

function wideBar(
  { first, total, share }: Bar,
  x: number,
  column: number,
  format: Formatter,
  dates: OutlookDates,
): SVGTemplateResult {
  const middle = x + column / 2;
  const height = share * plot.tallest;
  const top = plot.base - height;
  const label = total === null ? '' : format.money(total);
  return svg`<rect class="rr-plot__in" x=${x + column * 0.16} width=${column * 0.68}
      y=${top} height=${height} />
    <text class="rr-plot__tiny" x=${middle} y=${top - 6} text-anchor="middle">${label}</text>
    <text class="rr-plot__soft" x=${middle} y="134" text-anchor="middle"
      >${dates.shortMonth(first)}</text>`;
}

function laneRow(
  { word, has, mark }: Lane,
  y: number,
  events: readonly OutlookEvent[],
  at: (day: string) => number,
): SVGTemplateResult {
  return svg`<text x="0" y=${y + 4}>${word()}</text>
    <line class="rr-plot__grid" x1=${plot.start} x2=${plot.end} y1=${y} y2=${y} />
    ${events.filter(has).map(({ on }) => mark(at(on), y))}`;
}

const row = { height: 30, bar: 54, barLength: 116, width: 264 } as const;

/** One line a month: bar with its sum, below it the marks of its days. */
function narrow({ outlook, events, format, dates }: TimelineOptions, name: string): TemplateResult {
  const bars = barsOf(outlook);
  const height = bars.length * row.height;
  const view = `0 0 ${row.width} ${height}`;
  return html`<svg class="rr-plot rr-plot--narrow" viewBox=${view} role="img" aria-label=${name}>
    ${bars.map(({ first, total, share }, index) => {
      const y = index * row.height;
      const own = events.filter(({ on }) => on.startsWith(first.slice(0, 7)));
      return svg`<text class="rr-plot__soft" x="0" y=${y + 14}>${dates.shortMonth(first)}</text>
        <rect class="rr-plot__in" x=${row.bar} width=${share * row.barLength}
          y=${y + 4} height="10" />
        <text x=${row.width} y=${y + 14} text-anchor="end"
          >${total === null ? '' : format.money(total)}</text>
        <line class="rr-plot__grid" x1=${row.bar} x2=${row.bar + row.barLength}
          y1=${y + 21} y2=${y + 21} />
        ${own.map((event) => {
          const part = (dayOfMonth(event.on) - 1) / daysInMonth(event.on);
          const lane = lanes.find(({ has }) => has(event));
          return lane?.mark(row.bar + part * row.barLength, y + 21);
        })}`;
    })}
  </svg>`;
}

/** Months from the first day of one date's month to another date, with the part of the last. */
function monthsSince(from: string, day: string): number {
  return monthNumber(day) - monthNumber(from) + (dayOfMonth(day) - 1) / daysInMonth(day);
}
