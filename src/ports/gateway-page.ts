/** A script that a gateway's part of a payment page loads (PCI DSS 6.4.3). */
export interface PageScript {
  readonly url: string;
  /** Why it is needed, in English. */
  readonly purpose: string;
  /** Who serves it: a script of the vendor's host cannot be pinned. */
  readonly servedBy: 'host' | 'vendor';
}

/** What a payment page must allow and load for a gateway, for its content security policy. */
export interface GatewayPage {
  readonly scripts: readonly PageScript[];
  /** Sources by directive, such as `{ 'frame-src': ['https://js.stripe.com'] }`. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
}
