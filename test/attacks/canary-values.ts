import { secretsOfProvider } from './canary-provider.ts';

/** Of a card that nobody has; its check digit is right. */
export const card = '4539148803436467';
/** Of a bank account that nobody has; its check digits are right. */
export const iban = 'DE75512108001245126199';

/** Both as people write them; each is recognized wherever it is typed. */
export const typed = {
  'card number': ['4539148803436467', '4539 1488 0343 6467', '4539-1488-0343-6467'],
  'bank account': ['DE75512108001245126199', 'DE75 5121 0800 1245 1261 99'],
} as const;

/** What a bank account in the United States asks for. */
export const americanAccount = {
  kind: 'us_bank',
  holder: 'Paul Moreau',
  bankName: 'Example Bank',
  accountType: 'checking',
  routingNumber: '021000021',
  accountNumber: '98765432101234',
  licenceNumber: 'LX-7731904-CANARY',
  licenceState: 'TX',
  birthDate: '1971-03-29',
  consentVersion: '1',
} as const;

/** The password of the order. */
export const password = 'canary password of Camille 81c5';
/** The one that is set by link. */
export const nextPassword = 'canary second password 3d7e';

/** Where the provider's API is. */
export const base = 'http://127.0.0.1:9/api';
/** The header fields of a request of the page's own origin, with a token. */
export const bearer = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  'sec-fetch-site': 'same-origin',
});

/** What must be nowhere, by its name: all the ways in which it could be written. */
export const canaries: Map<string, readonly string[]> = new Map([
  ...Object.entries<readonly string[]>(typed),
  ['account number', [americanAccount.accountNumber]],
  ['licence number', [americanAccount.licenceNumber]],
  ['password', [password, nextPassword]],
  ...Object.entries(secretsOfProvider).map(([name, value]) => [name, [value]] as const),
]);

/** A request with a JSON body; a text is sent as it is. */
export function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`${base}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** An id of a command. */
export const newId = (): string => crypto.randomUUID();
