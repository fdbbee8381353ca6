import { expect } from 'vitest';
import { type CanaryProvider, secretsOfProvider } from './canary-provider.ts';
import {
  americanAccount,
  base,
  bearer,
  canaries,
  iban,
  newId,
  nextPassword,
  password,
  post,
} from './canary-values.ts';

/** Who lived, and the tokens of cards that his page gave. */
export interface Life {
  readonly token: string;
  readonly client: string;
  readonly gatewayTokens: readonly string[];
}

/** Orders, signs in, keeps and charges cards, resets a password: each secret in its own place. */
export async function live(at: CanaryProvider): Promise<Life> {
  const { ask, vendor, provider } = at;
  const items = [{ productId: 'web', planId: 'silver', cycle: 'annual', addOns: [] }];
  const totalIn = async (currency: string, country: string): Promise<unknown> => {
    const body = { currency, items, taxAddress: { country } };
    const quote = await ask(post('/orders/quote', body), 'POST /orders/quote');
    return (JSON.parse(quote.text) as { total: unknown }).total;
  };
  const total = await totalIn('EUR', 'FR');
  const provided = JSON.parse((await ask(new Request(`${base}/provider`), 'GET')).text) as {
    terms: { version: string };
  };
  const order = (userName: string, more: object, of = { currency: 'EUR', total }) => ({
    commandId: newId(),
    currency: of.currency,
    items,
    confirmedTotal: of.total,
    termsVersion: provided.terms.version,
    client: {
      firstName: 'Camille',
      lastName: 'Moreau',
      email: 'camille@atelier-lumiere.example',
      street: '12 rue des Lilas',
      city: 'Lyon',
      zip: '69003',
      country: 'FR',
      phone: '+33 4 72 00 00 00',
      userName,
      ...more,
    },
  });
  const placed = await ask(post('/orders', order('camille', { password })), 'POST /orders');
  expect(placed.status).toBe(200);
  const made = JSON.parse(placed.text) as {
    session: { token: string };
    order: { invoiceId: string };
  };
  const { token } = made.session;
  canaries.set('session token', [token]);
  const tokens: string[] = [];
  const tokenOf = async (number: string): Promise<string> => {
    tokens.push(await vendor.token(number));
    return tokens.at(-1) ?? '';
  };
  const pay = async (number: string, more: object = {}) =>
    ask(
      post(
        '/payments',
        {
          commandId: newId(),
          invoiceIds: [made.order.invoiceId],
          confirmedTotal: total,
          methodId: 'card',
          gatewayData: { token: await tokenOf(number) },
          ...more,
        },
        bearer(token),
      ),
      'POST /payments',
    );
  // Declined, lied about, given up, and paid at last: each end of a charge.
  expect((await pay('4000000000009995')).status).toBe(200);
  const asked = JSON.parse((await pay('4000000000003220')).text) as { chargeId: string };
  const give = { commandId: newId() };
  await ask(post(`/payments/${asked.chargeId}/cancel`, give, bearer(token)), 'cancel');
  expect((await pay('4242424242424242', { save: true })).text).toContain('succeeded');
  const add = async (number: string) =>
    ask(
      post(
        '/billing-accounts',
        {
          commandId: newId(),
          methodId: 'card',
          gatewayData: { token: await tokenOf(number) },
          packageIds: [],
          makeDefault: false,
        },
        bearer(token),
      ),
      'POST /billing-accounts',
    );
  expect((await add('5555555555554444')).text).toContain('succeeded');
  expect((await add('4000000000009979')).text).toContain('failed');
  const keepBank = async (bankAccount: object, who: string) => {
    const body = { commandId: newId(), methodId: 'bank', packageIds: [], makeDefault: false };
    const answer = await ask(
      post('/billing-accounts', { ...body, bankAccount }, bearer(who)),
      'POST /billing-accounts',
    );
    expect(answer.text).toContain('succeeded');
  };
  await keepBank({ kind: 'iban', holder: 'Camille Moreau', iban, consentVersion: '1' }, token);
  const dollars = { currency: 'USD', total: await totalIn('USD', 'FR') };
  const american = await ask(post('/orders', order('paul', {}, dollars)), 'POST /orders');
  expect(american.status).toBe(200);
  const his = JSON.parse(american.text) as { session: { token: string } };
  await keepBank(americanAccount, his.session.token);
  const signed = await ask(
    post('/auth/sign-in/username', { username: 'camille', password }),
    'POST /auth/sign-in/username',
  );
  expect(signed.status).toBe(200);
  const cookie = decodeURIComponent(signed.cookie.split('=')[1] ?? '').split('.')[0] ?? '';
  expect(cookie.length).toBeGreaterThan(20);
  await ask(new Request(`${base}/account`, { headers: { cookie: signed.cookie } }), 'GET');
  await ask(
    post('/auth/sign-in/username', { username: 'camille', password: `${password}!` }),
    'no',
  );
  const principal = await provider.engine.authenticate(token, 'http://127.0.0.1:9');
  const client = principal?.kind === 'client' ? principal.clientId : '';
  const { operatorKey } = secretsOfProvider;
  const opened = await ask(
    post(
      '/client-sessions',
      {
        commandId: newId(),
        clientId: client,
        areas: ['invoices'],
        origin: 'https://panel.example',
      },
      bearer(operatorKey),
    ),
    'POST /client-sessions',
  );
  expect(opened.status).toBe(200);
  canaries.set('client session token', [(JSON.parse(opened.text) as { token: string }).token]);
  // An order without a password: the link goes by mail, and sets one.
  expect((await ask(post('/orders', order('sota', {})), 'order 2')).status).toBe(200);
  await provider.engine.performDue({ limit: 100 });
  for (let tries = 0; tries < 40; tries += 1) {
    if (at.mails.some(({ text }) => /token=/.test(text))) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const link = at.mails.map(({ text }) => /token=([\w-]+)/.exec(text)?.[1]).find(Boolean) ?? '';
  expect(link.length).toBeGreaterThan(20);
  canaries.set('link token', [link]);
  const set = { commandId: newId(), token: link, password: nextPassword };
  expect((await ask(post('/passwords/set', set), 'POST /passwords/set')).status).toBe(200);
  return { token, client, gatewayTokens: tokens };
}
