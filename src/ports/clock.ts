/** The one source of time. */
export interface Clock {
  now(): Date;
}

/** The one source of chance and secrecy, so that a simulation can repeat itself. */
export interface Chance {
  /** A UUID, version 4. */
  uuid(): string;
  /** `count` random bytes, base64url. */
  secret(count: number): string;
}
