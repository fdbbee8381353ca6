import { same, signed } from './sign.ts';
import type { Account } from './state.ts';

/** Parameters that a link's signature is of, where they are there. */
const signedNames = [
  'currency',
  'customer-ext-ref',
  'customer-ref',
  'description',
  'duration',
  'expiration',
  'item-ext-ref',
  'lock',
  'opt',
  'order-ext-ref',
  'price',
  'prod',
  'qty',
  'recurrence',
  'renewal-price',
  'return-type',
  'return-url',
  'tangible',
  'type',
];
const unsignedNames = [
  'merchant',
  'dynamic',
  'test',
  'tpl',
  'language',
  'name',
  'email',
  'phone',
  'country',
  'state',
  'city',
  'address',
  'address2',
  'zip',
  'company-name',
  'src',
  'signature',
];
const needed = ['merchant', 'dynamic', 'currency', 'prod', 'price', 'qty', 'type', 'signature'];

type Parameters = Readonly<Record<string, string>>;

/** The signature of a link's parameters. */
export function linkSignature(account: Account, parameters: Parameters): string {
  const names = signedNames.filter((name) => parameters[name] !== undefined);
  const values = names.map((name) => parameters[name] ?? '');
  return signed('sha256', account.buyLinkSecretWord, values);
}

const forms: Readonly<Record<string, RegExp>> = {
  dynamic: /^1$/,
  currency: /^[A-Z]{3}$/,
  prod: /^[^;]+$/,
  price: /^\d{1,13}(\.\d{1,2})?$/,
  qty: /^1$/,
  tangible: /^[01]$/,
  type: /^PRODUCT$/,
  expiration: /^\d{10}$/,
  'order-ext-ref': /^.{1,100}$/,
  'return-type': /^(redirect|link)$/,
  'return-url': /^https?:\/\//,
  test: /^1$/,
};

/** Why a buy link is not taken, or null. */
export function refusalOfLink(
  account: Account,
  query: URLSearchParams,
  time: number,
): string | null {
  const names = [...query.keys()];
  if (new Set(names).size !== names.length) return 'A parameter comes twice.';
  const strange = names.find((name) => ![...signedNames, ...unsignedNames].includes(name));
  if (strange !== undefined) return `The parameter ${strange} is unknown.`;
  const missing = needed.find((name) => !query.get(name));
  if (missing !== undefined) return `The parameter ${missing} is missing.`;
  const parameters = Object.fromEntries(query);
  const wrong = Object.keys(forms).find(
    (name) => parameters[name] !== undefined && !forms[name]?.test(parameters[name]),
  );
  if (wrong !== undefined) return `The parameter ${wrong} is not valid.`;
  if (parameters['merchant'] !== account.merchantCode) return 'The merchant is unknown.';
  if (!same(linkSignature(account, parameters), parameters['signature'] ?? '')) {
    return 'The signature is not valid.';
  }
  if (!/[1-9]/.test(parameters['price'] ?? '')) return 'The price is nothing.';
  const { expiration } = parameters;
  return expiration !== undefined && Number(expiration) * 1000 <= time ? 'The link expired.' : null;
}
