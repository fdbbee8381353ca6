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
}
