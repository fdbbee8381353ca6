import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../internal/icon.ts';
import * as icons from '../internal/icons.ts';
import { errorState } from '../internal/states.ts';
import { methodRows } from '../pay/methods.ts';
import { strings } from './order.strings.ts';
import type { Quoting } from './quoting.ts';

/** What the section is rendered from. */
interface MethodView {
  readonly quoting: Quoting;
  readonly level: number;
  readonly provider: string;
  /** Called when another way to pay was chosen. */
  readonly chosen: () => void;
  /** What the gateway said about its fields. */
  readonly fault: string | null;
  /** The frame of the gateway's fields; null for a method without. */
  readonly fields: TemplateResult | null;
}

/** The ways to pay, or a clear text where there is none (SPEC 8.2); nothing for a free order. */
export function methodSection(view: MethodView): TemplateResult | typeof nothing {
  const { total } = view.quoting;
  if (total === undefined || total.amount === 0n) return nothing;
  return html`<section class="rr-stack rr-stack--tight" id="method" tabindex="-1">
    ${content(view)}
  </section>`;
}

function content(view: MethodView): TemplateResult {
  const { methods, methodsError: error } = view.quoting;
  if (error !== null) {
    const retry = (): void => view.quoting.updateMethods();
    return errorState({ title: strings.methodsFailed(), error, level: view.level, retry });
  }
  if (methods === undefined) {
    return html`<p class="rr-muted" role="status">${strings.methodsLoading()}</p>`;
  }
  if (methods.length > 0) return rows(view);
  return html`<div class="rr-banner rr-banner--warn">
    ${icon(icons.alert)}
    <p>${strings.noMethods(view.provider)}</p>
  </div>`;
}

function rows(view: MethodView): TemplateResult {
  const { fault, fields, quoting } = view;
  return methodRows({
    accounts: [],
    methods: quoting.methods ?? [],
    chosen: `method:${quoting.method?.methodId ?? ''}`,
    choose: (choice) => {
      quoting.choose(choice.slice('method:'.length));
      view.chosen();
    },
    body:
      fields === null
        ? nothing
        : html`<div class="rr-choice__body rr-stack rr-stack--tight">
            ${fault === null ? nothing : faultOf(fault)} ${fields}
          </div>`,
  });
}

function faultOf(fault: string): TemplateResult {
  return html`<p class="rr-error" role="alert">${icon(icons.alert)}<span>${fault}</span></p>`;
}
