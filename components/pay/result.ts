import { html, nothing, type TemplateResult } from 'lit';
import type { ChargeView } from '../../src/contract/payments.ts';
import type { Formatter } from '../internal/format.ts';
import { heading } from '../internal/heading.ts';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { openLink } from '../internal/link.ts';
import { sumRow } from '../internal/quote-view.ts';
import { type Instructions, instructionCode, instructionRows, isTransfer } from './instructions.ts';
import { failureWord, strings } from './pay.strings.ts';

/** What the client can do next. */
export interface ResultActions {
  readonly confirm: () => void;
  readonly cancel: () => void;
  readonly again: () => void;
  /** Gives up the charge that waits, and goes back to the form. */
  readonly change: () => void;
}

interface Face {
  readonly look: 'good' | 'warn' | 'bad';
  readonly icon: icons.Icon;
  readonly title: string;
  readonly text: string;
  readonly instructions?: Instructions;
  readonly actions: unknown;
}

/** Where a charge stands, in place of the form (SPEC 8.1, 8.13). */
export function chargeResult(options: {
  readonly charge: ChargeView;
  readonly format: Formatter;
  readonly level: number;
  readonly busy: boolean;
  /** Address of an invoice with `{id}`; empty: nothing leads there. */
  readonly invoiceHref: string;
  readonly openInvoice: (invoiceId: string) => boolean;
  readonly actions: ResultActions;
}): TemplateResult {
  const { charge, format, level } = options;
  const face = faceOf(options);
  return html`<section class="rr-panel" part="result">
    <div class="rr-result rr-result--${face.look}">
      <div class="rr-result__head" id="result" tabindex="-1">
        ${icon(face.icon)} ${heading(level, face.title, { look: 'plain' })}
      </div>
      <p class="rr-result__text">${face.text}</p>
      <dl class="rr-sum">
        ${
          charge.transactionNumber === null
            ? nothing
            : sumRow(strings.transaction(), charge.transactionNumber)
        }
        ${sumRow(strings.method(), html`<bdi>${charge.method}</bdi>`)}
        ${sumRow(strings.amount(), format.amount(charge.amount))}
        ${face.instructions === undefined ? nothing : instructionRows(face.instructions)}
        ${charge.failure === null ? nothing : sumRow(strings.statusCode(), charge.failure.code)}
      </dl>
      ${face.instructions === undefined ? nothing : instructionCode(face.instructions)}
      ${face.actions === nothing ? nothing : html`<div class="rr-actions">${face.actions}</div>`}
      ${invoiceLinks(options)}
    </div>
  </section>`;
}

/** The way on from what is paid, or on its way. */
function invoiceLinks(options: Options): TemplateResult | typeof nothing {
  const { charge, invoiceHref, openInvoice } = options;
  const done = charge.state === 'succeeded' || charge.state === 'pending';
  if (!done || invoiceHref === '') return nothing;
  return html`<div class="rr-actions">
    ${charge.invoices.map(({ invoiceId, number }) =>
      openLink({
        pattern: invoiceHref,
        id: invoiceId,
        text: strings.openInvoice(number),
        look: 'rr-btn',
        open: () => openInvoice(invoiceId),
      }),
    )}
  </div>`;
}

/** The title of {@link chargeResult}, to be announced. */
export function resultTitle(charge: ChargeView, format: Formatter): string {
  const nowhere = (): void => {};
  const actions = { confirm: nowhere, cancel: nowhere, again: nowhere, change: nowhere };
  return faceOf({ charge, format, busy: false, actions }).title;
}

type Options = Parameters<typeof chargeResult>[0];
type FaceOptions = Pick<Options, 'charge' | 'format' | 'busy' | 'actions'>;

function faceOf(options: FaceOptions): Face {
  const { charge } = options;
  if (charge.state === 'succeeded') return settled(options);
  if (charge.state === 'action_required') return asking(options);
  if (charge.state === 'failed' || charge.state === 'voided') return refused(options);
  if (charge.action?.kind === 'instructions') return instructed(options, charge.action);
  if (charge.state === 'pending') {
    return {
      look: 'warn',
      icon: icons.clock,
      title: strings.waiting(),
      text: waitingText(options),
      actions: nothing,
    };
  }
  return {
    look: 'warn',
    icon: icons.clock,
    title: strings.checking(),
    text: strings.checkingText(),
    actions: nothing,
  };
}

/** When a bank account is collected from is known; when a gateway settles is not. */
function waitingText({ charge, format }: FaceOptions): string {
  const sum = format.money(charge.amount);
  const { collectedOn } = charge;
  return collectedOn === undefined
    ? strings.waitingText(sum)
    : strings.collectedText(sum, format.date(collectedOn));
}

function settled({ charge, format }: FaceOptions): Face {
  const captured = format.money(charge.captured);
  const partly = charge.captured.amount < charge.amount.amount;
  const numbers = format.list(charge.invoices.map(({ number }) => number));
  const text = numbers === '' ? strings.fundsText() : strings.paidText(numbers);
  return {
    look: partly ? 'warn' : 'good',
    icon: icons.paid,
    title: strings.paid(captured),
    text: partly ? strings.partlyText(captured) : text,
    actions: nothing,
  };
}

function asking({ charge, format, busy, actions }: FaceOptions): Face {
  return {
    look: 'warn',
    icon: icons.clock,
    title: strings.bankAsks(),
    text: strings.bankAsksText(format.money(charge.amount)),
    actions: html`<button
        class="rr-btn rr-btn--primary"
        type="button"
        aria-disabled=${busy ? 'true' : nothing}
        @click=${actions.confirm}
      >
        ${strings.goToBank()}
      </button>
      <button
        class="rr-btn rr-btn--quiet"
        type="button"
        aria-disabled=${busy ? 'true' : nothing}
        @click=${actions.cancel}
      >
        ${strings.cancelPayment()}
      </button>`,
  };
}

/** Why it was not taken, and what that means. */
function refusedText({ failure, invoices }: ChargeView): string {
  const why = failure === null ? '' : failureWord(failure.reason);
  const end = invoices.length === 0 ? strings.nothingAdded() : strings.nothingCharged();
  return [why, end].filter(Boolean).join(' ');
}

function refused({ charge, actions }: FaceOptions): Face {
  const { failure } = charge;
  const again = failure?.tryAgain ?? true;
  return {
    look: 'bad',
    icon: icons.failed,
    title: charge.state === 'voided' ? strings.canceled() : strings.declined(),
    text: refusedText(charge),
    actions: html`<button class="rr-btn rr-btn--primary" type="button" @click=${actions.again}>
      ${again ? strings.tryAgain() : strings.anotherMethod()}
    </button>`,
  };
}

function instructed({ charge, busy, actions }: FaceOptions, instructions: Instructions): Face {
  return {
    look: 'warn',
    icon: icons.bank,
    title: isTransfer(instructions) ? strings.transfer() : charge.method,
    text: instructions.text,
    instructions,
    actions: html`<button
      class="rr-btn"
      type="button"
      aria-disabled=${busy ? 'true' : nothing}
      @click=${actions.change}
    >
      ${strings.anotherMethod()}
    </button>`,
  };
}
