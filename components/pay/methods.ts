import { html, nothing, type TemplateResult } from 'lit';
import type {
  BillingAccountView,
  ChargeView,
  PaymentMethodView,
  PaymentOptions,
} from '../../src/contract/payments.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { emptyState } from '../internal/states.ts';
import { strings } from './pay.strings.ts';

/** A choice of how to pay: `account:ID` or `method:ID`. */
export type Choice = string;

/** The choice as it was while it is offered, else the first of what is; empty when nothing is. */
export function choiceAmong({ billingAccounts, methods }: PaymentOptions, before: Choice): Choice {
  const offered = [
    ...billingAccounts.map(({ billingAccountId }) => `account:${billingAccountId}`),
    ...methods.map(({ methodId }) => `method:${methodId}`),
  ];
  return offered.includes(before) ? before : (offered[0] ?? '');
}

/** The method whose browser half takes the steps of a charge: of its gateway. */
export function methodOfCharge(
  methods: readonly PaymentMethodView[],
  { pluginId }: Pick<ChargeView, 'pluginId'>,
): PaymentMethodView | null {
  const own = methods.filter((method) => method.pluginId === pluginId);
  return own.find(({ clientModule }) => clientModule !== null) ?? own[0] ?? null;
}

/** The ways to pay as radio rows; the chosen one holds the gateway's fields. */
export function methodRows(options: {
  readonly accounts: readonly BillingAccountView[];
  readonly methods: readonly PaymentMethodView[];
  readonly chosen: Choice;
  readonly choose: (choice: Choice) => void;
  /** What stands under the chosen row. */
  readonly body: unknown;
}): TemplateResult {
  const { accounts, methods } = options;
  const row = (choice: Choice, drawing: icons.Icon, label: string, sub: string): TemplateResult => {
    const chosen = options.chosen === choice;
    return html`<div class="rr-choice">
      <label class="rr-choice__label"
        ><input
          type="radio"
          name="method"
          value=${choice}
          .checked=${chosen}
          @change=${() => options.choose(choice)}
        />${icon(drawing)}<span
          ><span class="rr-medium"><bdi>${label}</bdi></span
          >${sub === '' ? nothing : html`<span class="rr-sub">${sub}</span>`}</span
        ></label
      >
      ${chosen ? options.body : nothing}
    </div>`;
  };
  return html`<fieldset part="methods">
    <legend class="rr-legendtitle">${strings.payWith()}</legend>
    <div class="rr-choices">
      ${accounts.map((account) =>
        row(`account:${account.billingAccountId}`, icons.card, account.label, expiryOf(account)),
      )}
      ${methods.map((method) =>
        row(`method:${method.methodId}`, iconOf(method), method.label, hintOf(method)),
      )}
    </div>
  </fieldset>`;
}

function expiryOf({ expiryMonth, expiryYear }: BillingAccountView): string {
  if (expiryMonth === null || expiryYear === null) return '';
  return strings.expires(`${String(expiryMonth).padStart(2, '0')}/${expiryYear}`);
}

function iconOf({ kind }: PaymentMethodView): icons.Icon {
  if (kind === 'embedded') return icons.card;
  return kind === 'redirect' ? icons.external : icons.bank;
}

function hintOf({ kind, description }: PaymentMethodView): string {
  return kind === 'redirect' && description === '' ? strings.redirectHint() : description;
}

/** What stands where nothing is configured (SPEC 8.2). */
export function noMethods(level: number): TemplateResult {
  return html`<section class="rr-panel">
    ${emptyState({
      icon: icons.card,
      title: strings.noMethod(),
      text: strings.noMethodText(),
      level,
    })}
  </section>`;
}
