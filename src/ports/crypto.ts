/** A public key as a JWK (RFC 7517). */
export interface PublicKey {
  readonly kty: string;
  readonly [member: string]: unknown;
}

/** A text that only the owner of a private key opens. */
export interface SealedText {
  /** A JWE in its compact form (RFC 7516). */
  readonly text: string;
  /** The thumbprint of the key (RFC 7638). */
  readonly keyId: string;
}

/** What the engine needs of cryptography and of sign-in, given by the composition root. */
export interface Secrets {
  /** SHA-256 as lower-case hex. */
  sha256(text: string): Promise<string>;
  /**
   * HMAC-SHA-256 with the provider's own secret, base64url: 256 bits. A token derived from a
   * command's id is the same when the command is repeated, and needs no plain copy at rest.
   */
  derive(purpose: string, text: string): Promise<string>;
  /** The sign-in library's own hash of a password. */
  hashPassword(password: string): Promise<string>;
  /** Seals a secret for rest, such as a panel's password in a task (SPEC 4.6). */
  seal(text: string): Promise<string>;
  /** Opens what `seal` made. */
  open(sealed: string): Promise<string>;
  /**
   * Seals a text with a public key: the engine itself cannot open it (SPEC 9.7). Without it no bank
   * account is taken.
   */
  readonly sealFor?: (key: PublicKey, text: string) => Promise<SealedText>;
}
