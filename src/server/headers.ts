/** What an answer is, as far as its headers go. */
export type AnswerKind = 'api' | 'asset' | 'page' | 'foreign';

const common: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const byKind: { readonly [Kind in AnswerKind]: Readonly<Record<string, string>> } = {
  api: {
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  },
  // Scripts are loaded by the pages of other origins.
  asset: {
    'cache-control': 'public, max-age=300',
    'cross-origin-resource-policy': 'cross-origin',
  },
  page: { 'cache-control': 'no-store', 'x-frame-options': 'DENY' },
  // A plugin's or the sign-in's own answer.
  foreign: { 'cache-control': 'no-store' },
};

/** Adds the headers of a kind where the answer has not set its own. */
export function protect(headers: Headers, kind: AnswerKind): void {
  for (const [name, value] of Object.entries({ ...common, ...byKind[kind] })) {
    if (!headers.has(name)) headers.set(name, value);
  }
}

/** The policy of a page whose only active part is one style element with this nonce. */
export function pagePolicy(nonce: string): string {
  return `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
