import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { PriceView, ProductView } from '../../src/contract/catalog.ts';
import type {
  AddOnOfferView,
  ChangeOfferView,
  PackageView,
  PlanOfferView,
} from '../../src/contract/packages.ts';
import { cycleName, cycleWord } from '../internal/cycle.ts';
import { embed, place } from '../internal/embed.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { stepper } from '../internal/stepper.ts';
import { strings } from './change-plan.strings.ts';
import {
  addOnPrice,
  allowedQuantity,
  cyclesOffered,
  type Direction,
  listPrice,
  type Quantities,
  stepped,
} from './wishes.ts';

/** What the sections Packages and Add-ons are rendered from (SPEC 5.10). */
export interface OfferView {
  readonly view: PackageView;
  readonly offer: ChangeOfferView;
  readonly direction: Direction;
  /** What is on sale, for prices and features; undefined: unknown. */
  readonly product: ProductView | undefined;
  readonly format: Formatter;
  /** Level of the sections' headings. */
  readonly level: number;
  readonly busy: boolean;
  readonly cycle: string;
  readonly chooseCycle: (cycle: string) => void;
  readonly perform: (planId: string) => void;
  readonly chosen: Quantities;
  readonly choose: (offer: AddOnOfferView, quantity: number) => void;
  readonly adjust: () => void;
}

/** The plans with their prices, each with Perform upgrade; nothing when there are none. */
export function planSection(options: OfferView): TemplateResult | typeof nothing {
  const { offer } = options;
  if (offer.plans.length === 0) return nothing;
  return html`<section class="rr-stack rr-stack--tight" part="plans" aria-labelledby="plans-title">
    <div class="rr-cluster">
      ${heading(options.level, strings.packages(), { id: 'plans-title' })}
      ${cycleSegment(options)}
    </div>
    <ul class="rr-plans">
      ${offer.plans.map((plan) => planCard(options, plan))}
    </ul>
  </section>`;
}

function cycleSegment(options: OfferView): TemplateResult | typeof nothing {
  const cycles = cyclesOffered(options.offer);
  if (cycles.length < 2) return nothing;
  return html`<div class="rr-segment" role="radiogroup" aria-label=${strings.cycle()} part="cycle">
    ${cycles.map(
      (cycle) =>
        html`<label
          ><input
            type="radio"
            name="cycle"
            value=${cycle}
            .checked=${live(options.cycle === cycle)}
            @change=${() => options.chooseCycle(cycle)}
          />${cycleName(cycle)}</label
        >`,
    )}
  </div>`;
}

function planCard(options: OfferView, plan: PlanOfferView): TemplateResult {
  const { view, product, cycle, format } = options;
  const onSale = product?.plans.find(({ planId }) => planId === plan.planId);
  const price = listPrice(onSale?.prices ?? [], view.price.currency, cycle);
  const offered = plan.cycles.includes(cycle);
  const isOwn = plan.planId === view.planId;
  return html`<li class="rr-plan rr-plan--offer" part="plan">
    <span class="rr-plan__name"
      ><bdi>${plan.name}</bdi>${
        isOwn ? html`<span class="rr-tag">${strings.current()}</span>` : nothing
      }</span
    >
    <span class="rr-plan__price">${priceText(price, cycle, format)}</span>
    <ul class="rr-plan__features rr-small">
      ${(onSale?.features ?? []).map(
        (feature) => html`<li>${icon(icons.check)}<span>${feature}</span></li>`,
      )}
    </ul>
    ${offered ? performButton(options, plan) : notOffered(isOwn)}
  </li>`;
}

function priceText(price: PriceView | undefined, cycle: string, format: Formatter): TemplateResult {
  if (price === undefined) return html`<span class="rr-muted">${cycleName(cycle)}</span>`;
  return html`<strong>${format.amount(price.recurring)}</strong>
    <span class="rr-small rr-muted">${cycleWord(price.cycle)}</span>`;
}

function notOffered(isOwn: boolean): TemplateResult {
  const text = isOwn ? strings.currentNote() : strings.otherCycle();
  return html`<span class="rr-small rr-muted">${text}</span>`;
}

function performButton(options: OfferView, plan: PlanOfferView): TemplateResult {
  return html`<button
    class="rr-btn"
    type="button"
    aria-label=${strings.performOf(plan.name)}
    aria-disabled=${options.busy ? 'true' : nothing}
    @click=${() => {
      if (!options.busy) options.perform(plan.planId);
    }}
  >
    ${strings.perform()}
  </button>`;
}

/** The add-ons that may be raised or lowered, and Adjust add-ons (SPEC 5.10). */
export function addOnSection(options: OfferView): TemplateResult | typeof nothing {
  const { offer, chosen, direction } = options;
  if (offer.addOns.length === 0) return nothing;
  const none = chosen.size === 0;
  const off = none || options.busy;
  return html`<section class="rr-panel" part="addons" aria-labelledby="addons-title">
    <div class="rr-panel__head">
      ${heading(options.level, strings.addOns(), { id: 'addons-title' })}
    </div>
    <ul class="rr-rows rr-rows--top">
      ${offer.addOns.map((addOn, index) => addOnRow(options, addOn, `addon-${index}`))}
    </ul>
    <div class="rr-panel__foot">
      <span class="rr-small rr-muted" id="adjust-hint"
        >${none ? strings.adjustHint(direction) : nothing}</span
      >
      <button
        class="rr-btn"
        type="button"
        aria-disabled=${off ? 'true' : nothing}
        aria-describedby=${none ? 'adjust-hint' : nothing}
        @click=${() => {
          if (!off) options.adjust();
        }}
      >
        ${strings.adjust()}
      </button>
    </div>
  </section>`;
}

function addOnRow(options: OfferView, addOn: AddOnOfferView, id: string): TemplateResult {
  const value = options.chosen.get(addOn.addOnId) ?? addOn.quantity;
  // With one of it at most there is nothing to count.
  const single = Math.max(addOn.quantity, addOn.maximum) === 1;
  return html`<li class="rr-row">
    <div>
      ${
        single
          ? html`<span class="rr-medium"><bdi>${addOn.name}</bdi></span>`
          : html`<label class="rr-medium" for=${id}><bdi>${addOn.name}</bdi></label>`
      }
      <span class="rr-sub">${addOnNote(options, addOn, single)}</span>
    </div>
    ${single ? addOnCheck(options, addOn, id) : addOnStepper(options, addOn, value, id)}
  </li>`;
}

function addOnNote(options: OfferView, addOn: AddOnOfferView, single: boolean): TemplateResult {
  const { view, product, format, direction } = options;
  const onSale = product?.addOns.find(({ addOnId }) => addOnId === addOn.addOnId);
  const price = addOnPrice(onSale, view.price.currency, view.cycle);
  const once = price?.cycle === 'one-time' && price.recurring.amount === 0n;
  const notes: unknown[] = [];
  if (price !== undefined) {
    const amount = format.amount(once ? price.setup : price.recurring);
    const priced = html`${amount} ${cycleWord(price.cycle)}`;
    notes.push(single ? priced : embed(strings.each(place), priced));
  }
  if (!single) {
    notes.push(strings.youHave(addOn.quantity, format.number(addOn.quantity)));
    if (direction === 'upgrade') notes.push(strings.atMost(format.number(addOn.maximum)));
  }
  return html`${notes.map((note, index) => html`${index === 0 ? nothing : '\u00a0· '}${note}`)}`;
}

function addOnCheck(options: OfferView, addOn: AddOnOfferView, id: string): TemplateResult {
  const isRaise = options.direction === 'upgrade';
  const other = isRaise ? addOn.maximum : addOn.minimum;
  return html`<label class="rr-check rr-check--end"
    ><input
      type="checkbox"
      id=${id}
      aria-label=${isRaise ? strings.addOf(addOn.name) : strings.removeOf(addOn.name)}
      .checked=${live(options.chosen.has(addOn.addOnId))}
      @change=${(event: Event) => {
        const { checked } = event.target as HTMLInputElement;
        options.choose(addOn, checked ? other : addOn.quantity);
      }}
    /><span>${isRaise ? strings.add() : strings.remove()}</span></label
  >`;
}

function addOnStepper(
  options: OfferView,
  addOn: AddOnOfferView,
  value: number,
  id: string,
): TemplateResult {
  const isRaise = options.direction === 'upgrade';
  return stepper({
    id,
    value,
    fewer: strings.fewer(addOn.name),
    more: strings.more(addOn.name),
    atLeast: value <= (isRaise ? addOn.quantity : addOn.minimum),
    atMost: value >= (isRaise ? addOn.maximum : addOn.quantity),
    step: (by) => options.choose(addOn, stepped(addOn, value, by)),
    typed: (wanted) => {
      const quantity = allowedQuantity(addOn, wanted);
      options.choose(addOn, quantity);
      return quantity;
    },
  });
}
