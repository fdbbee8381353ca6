/** Where the id of a setup waits while the client is on a gateway's own page; no secret. */
const key = 'rackrate.setup';

/** Keeps the id of a setup for when the client comes back, in this tab only. */
export function rememberSetup(setupId: string): void {
  try {
    sessionStorage.setItem(key, setupId);
  } catch {
    // A frame without storage shows the form then; the account is kept all the same.
  }
}

/** The id of the setup that the client left for, once; empty: none. */
export function returnedSetup(): string {
  try {
    const setupId = sessionStorage.getItem(key) ?? '';
    sessionStorage.removeItem(key);
    return setupId;
  } catch {
    return '';
  }
}
