import { type CSSResultGroup, html, nothing, type TemplateResult } from 'lit';
import type { AffiliateProgramView } from '../../src/contract/affiliates.ts';
import { RackrateElement } from '../internal/element.ts';
import { heading } from '../internal/heading.ts';
import * as icons from '../internal/icons.ts';
import { LiveRegion } from '../internal/live-region.ts';
import { Load } from '../internal/load.ts';
import { emptyState, errorState, signedOutState, skeletonRows } from '../internal/states.ts';
import { strings } from './affiliate.strings.ts';
import { styles } from './affiliate.styles.ts';
import { programList } from './parts.ts';
import { ProgramActions, withProgram } from './programs.ts';

/** Detail of `rr-affiliate-joined`. */
export interface AffiliateJoinedDetail {
  readonly programId: string;
  /** The referral link. */
  readonly link: string;
}

/**
 * Affiliate programs: their terms, Join, the referral link, and what was earned (SPEC 14.1, 14.2).
 *
 * @summary Affiliate programs of a client.
 * @attr {number} heading-level - Level of the title, 1 to 6; 2 when left out.
 * @event {CustomEvent<AffiliateJoinedDetail>} rr-affiliate-joined - A program was joined.
 * @event {CustomEvent} rr-signed-out - The backend said that nobody is signed in.
 * @slot signed-out - What to show instead of a text when nobody is signed in.
 * @csspart base - The widget.
 * @csspart head - The title.
 * @csspart title - The title.
 * @csspart program - A program.
 * @csspart facts - Referred clients, and since when.
 * @csspart earnings - What was earned in a currency.
 * @csspart label - The label of the referral link.
 * @csspart input - The referral link.
 * @csspart button - Join, or Copy.
 * @csspart empty - The empty state.
 * @csspart error - The error state.
 * @csspart skeleton - What shows while the programs are awaited.
 * @cssproperty --rr-accent - The one accent.
 */
export class RackrateAffiliate extends RackrateElement {
  static override readonly widget: string = 'affiliate';

  static override readonly styles: CSSResultGroup = styles;

  readonly #programs: Load<readonly AffiliateProgramView[]> = new Load<
    readonly AffiliateProgramView[]
  >(this, async (billing, signal) => (await billing.affiliates.get({}, { signal })).programs);

  readonly #live: LiveRegion = new LiveRegion(this);

  readonly #actions: ProgramActions = new ProgramActions(this, this.#live, (program) => {
    const programs = this.#programs.value ?? [];
    this.#programs.set(withProgram(programs, program));
    const { programId, affiliate } = program;
    const detail: AffiliateJoinedDetail = { programId, link: affiliate?.link ?? '' };
    this.emit('rr-affiliate-joined', detail);
  });

  protected override load(): void {
    void this.#programs.run();
  }

  protected override render(): TemplateResult {
    const { busy } = this.#programs;
    return html`<div class="rr" part="base">
      ${this.#live.render()}
      <div class="rr-stack">
        <header class="rr-head" part="head">
          <div class="rr-head__main">
            ${heading(this.headingLevel, strings.title(), { id: 'title', look: 'title' })}
          </div>
        </header>
        <section
          class="rr-panel"
          aria-labelledby="title"
          aria-busy=${busy ? 'true' : nothing}
        >
          ${this.#renderBody()}
        </section>
      </div>
    </div>`;
  }

  #renderBody(): unknown {
    const { value, error, slow, signedOut } = this.#programs;
    const level = this.headingLevel + 1;
    if (signedOut) return signedOutState(level);
    if (error !== null) {
      const retry = (): void => void this.#programs.run();
      return errorState({ title: strings.failed(), error, level, retry });
    }
    if (value === undefined) return slow ? skeletonRows(2, strings.loading()) : nothing;
    if (value.length === 0) {
      const text = strings.noneText();
      return emptyState({ icon: icons.globe, title: strings.none(), text, level });
    }
    const { format } = this;
    return programList({ programs: value, format, actions: this.#actions, level, brief: false });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'rr-affiliate': RackrateAffiliate;
  }
}
