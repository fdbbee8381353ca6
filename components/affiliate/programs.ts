import type { ReactiveController } from 'lit';
import type { AffiliateProgramView } from '../../src/contract/affiliates.ts';
import type { BillingError } from '../../src/errors.ts';
import { CommandIds, isUnanswered } from '../internal/command-ids.ts';
import type { RackrateElement } from '../internal/element.ts';
import type { LiveRegion } from '../internal/live-region.ts';
import { asBillingError } from '../internal/load.ts';
import { strings } from './affiliate.strings.ts';

/** Milliseconds for which a button says Copied. */
const copiedFor = 3000;

/** Joins programs and copies referral links, for a widget that shows programs. */
export class ProgramActions implements ReactiveController {
  /** The program that is being joined. */
  joining: string | null = null;
  /** The program whose link was just copied. */
  copied: string | null = null;
  /** The program whose link was selected, since the page may not use the clipboard. */
  selected: string | null = null;
  /** What went wrong in joining. */
  problem: { readonly programId: string; readonly error: BillingError } | null = null;

  readonly #host: RackrateElement;
  readonly #live: LiveRegion;
  readonly #took: (program: AffiliateProgramView) => void;
  readonly #commands: CommandIds = new CommandIds();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #focus: string | null = null;

  /** @param took gets a program as it is once it was joined. */
  constructor(
    host: RackrateElement,
    live: LiveRegion,
    took: (program: AffiliateProgramView) => void,
  ) {
    this.#host = host;
    this.#live = live;
    this.#took = took;
    host.addController(this);
  }

  /** Joins; the result is announced, and the focus goes to the link. */
  async join({ programId, name }: AffiliateProgramView): Promise<void> {
    const { billing } = this.#host;
    if (billing === null || this.joining !== null) return;
    const commandId = this.#commands.of(programId);
    this.joining = programId;
    this.problem = null;
    this.#host.requestUpdate();
    try {
      const program = await billing.affiliates.join({ commandId, programId });
      this.#commands.answered(programId);
      this.#focus = programId;
      this.#live.announce(strings.joined(name));
      this.#took(program);
    } catch (caught) {
      const error = asBillingError(caught);
      if (!isUnanswered(error)) this.#commands.answered(programId);
      this.problem = { programId, error };
    } finally {
      this.joining = null;
      this.#host.requestUpdate();
    }
  }

  /** Copies the link; where the page may not, selects it. */
  async copy({ programId }: AffiliateProgramView): Promise<void> {
    const input = this.#input(programId);
    if (input === null) return;
    clearTimeout(this.#timer);
    const copied = await isCopied(input.value);
    this.copied = copied ? programId : null;
    this.selected = copied ? null : programId;
    if (copied) {
      this.#live.announce(strings.copiedSaid());
      this.#timer = setTimeout(() => this.#forget(), copiedFor);
    } else {
      input.focus();
      input.select();
    }
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    if (this.#focus === null) return;
    const input = this.#input(this.#focus);
    if (input === null) return;
    this.#focus = null;
    input.focus();
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.copied = null;
  }

  #forget(): void {
    this.copied = null;
    this.#host.requestUpdate();
  }

  #input(programId: string): HTMLInputElement | null {
    const { renderRoot } = this.#host;
    return renderRoot.querySelector(`input[data-program="${CSS.escape(programId)}"]`);
  }
}

/** Programs with one of them as it is now. */
export function withProgram(
  programs: readonly AffiliateProgramView[],
  program: AffiliateProgramView,
): readonly AffiliateProgramView[] {
  return programs.map((one) => (one.programId === program.programId ? program : one));
}

/** The clipboard is missing, or refused, outside of a secure page and in some frames. */
async function isCopied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
