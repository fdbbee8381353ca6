/** A Chromium, and the flags to start it with. */
export interface FoundBrowser {
  readonly path: string;
  readonly flags: string[];
}

/** Finds `$CHROME_PATH`, the machine's Chromium, or the one of @sparticuz/chromium. */
export function findBrowser(): Promise<FoundBrowser>;
