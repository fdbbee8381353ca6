import type { PluginContext } from './outcome.ts';

/** What a register of VAT numbers says of one. */
export interface VatAnswer {
  /** `unknown` when the register of the number's country is silent: it is asked again. */
  readonly status: 'valid' | 'invalid' | 'unknown';
  /** The register's own number of this answer, which is evidence of it; null without one. */
  readonly consultation: string | null;
  /** The name under which the number is registered, where the register tells it. */
  readonly name: string | null;
}

/** A register that knows which VAT numbers are valid (SPEC 7.12). */
export interface VatRegister {
  /**
   * Asks whether a number is valid today. A question changes nothing, so that it may be repeated;
   * throw, or answer `unknown`, when there is no answer.
   */
  check(input: { readonly vatNumber: string }, context: PluginContext): Promise<VatAnswer>;
}
