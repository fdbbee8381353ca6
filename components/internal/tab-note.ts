/** Notes something for when the client comes back to this tab, such as from a gateway's page. */
export function noteInTab(key: string, value: string): void {
  try {
    sessionStorage.setItem(`rackrate.${key}`, value);
  } catch {
    // A frame without storage begins anew; the server still knows what is open.
  }
}

/** What was noted in this tab, once; null where there is nothing. */
export function takeFromTab(key: string): string | null {
  try {
    const value = sessionStorage.getItem(`rackrate.${key}`);
    sessionStorage.removeItem(`rackrate.${key}`);
    return value;
  } catch {
    return null;
  }
}
