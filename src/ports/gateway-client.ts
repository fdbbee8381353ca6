import type { Money } from '../rules/money.ts';

/** Where a gateway's browser half mounts and what it may know. Light DOM only (Law 16). */
export interface GatewayMount {
  /** An element in the page's light DOM, given through slots by every host. */
  readonly container: HTMLElement;
  readonly publicConfig: Readonly<Record<string, string>>;
  /** BCP 47. */
  readonly locale: string;
  /** What is to be paid, or null where a method is kept without a charge. */
  readonly amount: Money | null;
  /** Whether the method is to be kept, as far as is known when the fields mount. */
  readonly save: boolean;
  /** Called when the fields become complete or incomplete. */
  readonly onChange: (state: { readonly complete: boolean; readonly error: string | null }) => void;
}

/** Fields that were mounted. */
export interface GatewayFields {
  /**
   * Turns what was typed into data for `payments.pay`: a token, never a card number.
   *
   * @throws Error with a message for the client when a field is wrong; focus goes to the field.
   */
  confirm(): Promise<Readonly<Record<string, string>>>;
  /** Called when the sum or the wish to keep the method has changed. */
  update?(about: Pick<GatewayMount, 'amount' | 'save'>): void;
  /** Takes the fields away. */
  unmount(): void;
}

/** The browser half of a gateway: the default export of its client module. */
export interface GatewayClient {
  mount(mount: GatewayMount): Promise<GatewayFields>;
  /** Shows a challenge, and resolves when the client came back or gave up. */
  challenge(input: {
    readonly container: HTMLElement;
    readonly url: string;
  }): Promise<'finished' | 'abandoned'>;
  /** Takes the step of a `client` action, and resolves when it was taken or given up. */
  proceed?(input: {
    readonly container: HTMLElement;
    readonly publicConfig: Readonly<Record<string, string>>;
    readonly locale: string;
    readonly data: Readonly<Record<string, string>>;
    readonly returnUrl: string;
  }): Promise<'finished' | 'abandoned'>;
}
