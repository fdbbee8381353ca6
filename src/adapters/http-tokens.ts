/** A bearer token and the instant (ISO 8601) of its end. */
export interface Token {
  readonly token: string;
  readonly expiresAt: string;
}

/** The token in use, and how it is renewed. */
export interface Tokens {
  /** The token to send, renewed if it is about to end; null for none. */
  current(): Promise<string | null>;
  /** Another token than the one that was refused, or null when there is no way to get one. */
  renew(refused: string | null): Promise<string | null>;
  use(token: Token): void;
  forget(): void;
}

/** A token is renewed so many milliseconds before its end. */
const margin = 30_000;

/** Keeps a token; however many calls need a new one at once, it is asked for once. */
export function createTokens(getToken: (() => Promise<Token | null>) | undefined): Tokens {
  /** Undefined: never asked for. */
  let known: Token | null | undefined;
  let asking: Promise<string | null> | null = null;

  const ask = (source: () => Promise<Token | null>): Promise<string | null> => {
    asking ??= source()
      .then((token) => {
        known = token;
        return token?.token ?? null;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };

  return {
    async current() {
      const fresh = known === null || (known && Date.parse(known.expiresAt) - Date.now() > margin);
      if (fresh || getToken === undefined) return known?.token ?? null;
      const token = await ask(getToken);
      return token;
    },
    async renew(refused) {
      if (getToken === undefined) return null;
      const token = known?.token ?? null;
      // Another call may have renewed it in the meantime.
      return token !== null && token !== refused ? token : ask(getToken);
    },
    use(token) {
      known = token;
    },
    forget() {
      known = undefined;
    },
  };
}
