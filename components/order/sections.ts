import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AddOnView, PlanView, PriceView, ProductView } from '../../src/contract/catalog.ts';
import { cycleName, cycleWord } from '../internal/cycle.ts';
import { embed, place } from '../internal/embed.ts';
import { selectField } from '../internal/field.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { stepper } from '../internal/stepper.ts';
import {
  addOnPrice,
  addOnsOf,
  allowedQuantity,
  type Choice,
  change,
  cyclesOf,
  priceOf,
  withAddOn,
} from './choice.ts';
import { strings } from './order.strings.ts';

/** What the sections of the catalog are rendered from. */
export interface ChoiceView {
  readonly choice: Choice;
  readonly format: Formatter;
  /** Level of the sections' headings. */
  readonly level: number;
  readonly choose: (choice: Choice) => void;
}

/** The selects of product and currency, each where there are several. */
export function generalFields(
  view: ChoiceView,
  products: readonly ProductView[],
  currencies: readonly string[],
): TemplateResult | typeof nothing {
  const { choice, choose } = view;
  if (products.length < 2 && currencies.length < 2) return nothing;
  const chooseProduct = (id: string): void => {
    const product = products.find(({ productId }) => productId === id);
    const plan = product?.plans.find(({ available }) => available) ?? product?.plans[0];
    if (product !== undefined && plan !== undefined) choose(change(choice, { product, plan }));
  };
  return html`<div class="rr-form">
    ${
      products.length < 2
        ? nothing
        : selectField({
            id: 'product',
            label: strings.product(),
            value: choice.product.productId,
            options: products.map(({ productId, name }) => ({ value: productId, label: name })),
            width: 3,
            onInput: chooseProduct,
          })
    }${
      currencies.length < 2
        ? nothing
        : selectField({
            id: 'currency',
            label: strings.currency(),
            value: choice.currency,
            options: currencies.map((value) => ({ value, label: value })),
            width: 3,
            onInput: (currency) => choose(change(choice, { currency })),
          })
    }
  </div>`;
}

/** The plans as radio cards, with the cycles above them (SPEC 4.1). */
export function planSection(view: ChoiceView): TemplateResult {
  const { choice } = view;
  return html`<section class="rr-stack rr-stack--tight" part="plans" aria-labelledby="plans-title">
    <div class="rr-cluster rr-cluster--apart">
      ${heading(view.level, strings.plan(), { id: 'plans-title' })} ${cycleSegment(view)}
    </div>
    <div class="rr-plans" role="radiogroup" aria-labelledby="plans-title">
      ${choice.product.plans.map((plan, index) => planCard(view, plan, index))}
    </div>
  </section>`;
}

function cycleSegment(view: ChoiceView): TemplateResult | typeof nothing {
  const { choice, choose, format } = view;
  const cycles = cyclesOf(choice.product, choice.currency);
  if (cycles.length < 2) return nothing;
  return html`<div class="rr-segment" role="radiogroup" aria-label=${strings.cycle()} part="cycles">
    ${cycles.map((cycle) => {
      const saving = priceOf(choice.plan, choice.currency, cycle)?.savingPercent ?? null;
      return html`<label
        ><input
          type="radio"
          name="cycle"
          value=${cycle}
          .checked=${live(choice.cycle === cycle)}
          @change=${() => choose(change(choice, { cycle }))}
        />${cycleName(cycle)}${
          saving === null
            ? nothing
            : html` <bdi class="rr-save">${strings.saving(format.number(saving))}</bdi>`
        }</label
      >`;
    })}
  </div>`;
}

function planCard(view: ChoiceView, plan: PlanView, index: number): TemplateResult {
  const { choice, choose, format } = view;
  const price = priceOf(plan, choice.currency, choice.cycle);
  const id = `plan-${index}`;
  const offered = plan.available && price !== undefined;
  return html`<label class="rr-plan" part="plan"
    ><span class="rr-plan__name"
      ><input
        type="radio"
        name="plan"
        value=${plan.planId}
        aria-labelledby="${id}-name"
        aria-describedby="${id}-price"
        ?disabled=${!offered}
        .checked=${live(choice.plan.planId === plan.planId)}
        @change=${() => choose(change(choice, { plan }))}
      /><bdi id="${id}-name">${plan.name}</bdi>${
        plan.available ? nothing : html`<span class="rr-tag">${strings.outOfStock()}</span>`
      }</span
    ><span class="rr-plan__price" id="${id}-price">${planPrice(price, format)}</span>
    <ul class="rr-plan__features rr-small">
      ${plan.features.map((feature) => html`<li>${icon(icons.check)}<span>${feature}</span></li>`)}
    </ul>
    <span class="rr-small rr-muted"
      >${price === undefined ? nothing : planNote(price, format)}</span
    >
  </label>`;
}

function planPrice(price: PriceView | undefined, format: Formatter): TemplateResult {
  if (price === undefined) {
    return html`<span class="rr-small rr-muted">${strings.otherCycle()}</span>`;
  }
  return html`<strong>${format.amount(price.recurring)}</strong>
    <span class="rr-small rr-muted">${cycleWord(price.cycle)}</span>`;
}

function planNote(price: PriceView, format: Formatter): string {
  const monthly =
    price.perMonth === null || price.cycle === 'monthly'
      ? null
      : strings.perMonth(format.money(price.perMonth));
  const setup = price.setup.amount === 0n ? null : strings.setup(format.money(price.setup));
  return [monthly, setup].filter((note) => note !== null).join(' · ');
}

/** The add-ons that go with the plan; nothing when there are none. */
export function addOnSection(view: ChoiceView): TemplateResult | typeof nothing {
  const addOns = addOnsOf(view.choice);
  if (addOns.length === 0) return nothing;
  return html`<section class="rr-panel" part="addons" aria-labelledby="addons-title">
    <div class="rr-panel__head">
      ${heading(view.level, strings.addOns(), { id: 'addons-title' })}
    </div>
    <ul class="rr-rows rr-rows--top">
      ${addOns.map((addOn, index) =>
        addOn.quantity === null
          ? checkRow(view, addOn, `addon-${index}`)
          : stepperRow(view, addOn, addOn.quantity, `addon-${index}`),
      )}
    </ul>
  </section>`;
}

function addOnAmount(view: ChoiceView, addOn: AddOnView): TemplateResult | typeof nothing {
  const price = addOnPrice(addOn, view.choice.currency, view.choice.cycle);
  if (price === undefined) return nothing;
  const once = price.cycle === 'one-time' && price.recurring.amount === 0n;
  const amount = once ? price.setup : price.recurring;
  return html`${view.format.amount(amount)}
    <span class="rr-muted">${cycleWord(price.cycle)}</span>`;
}

function checkRow(view: ChoiceView, addOn: AddOnView, id: string): TemplateResult {
  const { choice, choose } = view;
  const set = (event: Event): void => {
    const { checked } = event.target as HTMLInputElement;
    choose(withAddOn(choice, addOn, checked ? 1 : 0));
  };
  return html`<li class="rr-row">
    <label class="rr-check"
      ><input
        type="checkbox"
        id=${id}
        .checked=${live(choice.addOns.has(addOn.addOnId))}
        @change=${set}
      /><span><bdi>${addOn.name}</bdi></span></label
    >
    <span>${addOnAmount(view, addOn)}</span>
  </li>`;
}

function stepperRow(
  view: ChoiceView,
  addOn: AddOnView,
  limits: { readonly minimum: number; readonly maximum: number },
  id: string,
): TemplateResult {
  const { choice, choose } = view;
  const count = choice.addOns.get(addOn.addOnId) ?? 0;
  const set = (quantity: number): void => {
    if (quantity !== count) choose(withAddOn(choice, addOn, quantity));
  };
  // Below its minimum an add-on is not taken at all.
  const fewer = count <= Math.max(limits.minimum, 1) ? 0 : count - 1;
  return html`<li class="rr-row">
    <div>
      <label for=${id}><bdi>${addOn.name}</bdi></label>
      <span class="rr-small">${embed(strings.each(place), addOnAmount(view, addOn))}</span>
    </div>
    ${stepper({
      id,
      value: count,
      fewer: strings.fewer(addOn.name),
      more: strings.more(addOn.name),
      atLeast: count === 0,
      atMost: count >= limits.maximum,
      step: (by) => set(by === -1 ? fewer : allowedQuantity(addOn, count + 1)),
      typed: (wanted) => {
        const quantity = allowedQuantity(addOn, wanted);
        set(quantity);
        return quantity;
      },
    })}
  </li>`;
}
