import type { GatewayCharge } from '../../src/ports/gateway.ts';
import type { TwoCheckoutAccess } from './api.ts';
import { signValues } from './hash.ts';

/** Parameters that are signed where they are present (facts of ConvertPlus). */
const signedNames: ReadonlySet<string> = new Set(
  (
    'return-url return-type expiration order-ext-ref customer-ref customer-ext-ref lock ' +
    'currency prod price qty tangible type opt description recurrence duration renewal-price ' +
    'item-ext-ref'
  ).split(' '),
);

/** The signature of a buy link: its signed values by the order of their names. */
export function signLink(
  secretWord: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const names = Object.keys(parameters).filter((name) => signedNames.has(name));
  const values = names.sort().map((name) => parameters[name] ?? '');
  return signValues('sha256', secretWord, values);
}

/** A semicolon parts the items of a link. */
const single = (text: string): string => text.replaceAll(';', ',');

function payerOf({ client }: GatewayCharge): Readonly<Record<string, string>> {
  const { address, email, name } = client;
  const fields = {
    name,
    email,
    country: address?.country,
    state: address?.region,
    city: address?.city,
    address: address?.lines[0],
    address2: address?.lines[1],
    zip: address?.postalCode,
  };
  const given = Object.entries(fields).filter((field): field is [string, string] => !!field[1]);
  return Object.fromEntries(given);
}

/** The address of a payment page for a charge, which can be opened until it expires. */
export async function linkOf(
  access: TwoCheckoutAccess,
  charge: GatewayCharge,
  price: string,
  now: Date,
): Promise<string> {
  const expiration = Math.floor(now.getTime() / 1000) + access.linkMinutes * 60;
  const signed = {
    currency: charge.amount.currency,
    prod: single(charge.description),
    price,
    qty: '1',
    tangible: '0',
    type: 'PRODUCT',
    'return-url': charge.returnUrl,
    'return-type': 'redirect',
    expiration: String(expiration),
    'order-ext-ref': charge.chargeId,
    'customer-ext-ref': charge.client.clientId,
  };
  const query = new URLSearchParams({
    merchant: access.merchantCode,
    dynamic: '1',
    ...(access.live ? {} : { test: '1' }),
    ...payerOf(charge),
    ...signed,
    signature: await signLink(access.buyLinkSecretWord, signed),
  });
  return `${access.pageUrl}/checkout/buy?${query}`;
}

/** Whether a charge's reference is its page, for want of an order. */
export function isLink(reference: string | undefined): reference is string {
  return reference?.includes('/checkout/buy?') ?? false;
}

/** Whether a payment page can still be opened. */
export function isOpenLink(link: string, now: Date): boolean {
  const expiration = Number(new URL(link).searchParams.get('expiration'));
  return expiration * 1000 > now.getTime();
}
