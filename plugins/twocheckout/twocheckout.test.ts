import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src/testing/conformance/context.ts';
import { gatewayConformance } from '../../src/testing/conformance/gateway.ts';
import { isMerchantToken } from '../../test/fakes/twocheckout/api.ts';
import { harnessOf } from '../../test/fakes/twocheckout/harness.ts';
import { chargeOf, openShop } from '../../test/fakes/twocheckout/shop.ts';
import { authentication } from './api.ts';
import { bytesOf, type HashName, isSame, serialize } from './hash.ts';
import { type TwoCheckoutOptions, twoCheckout } from './index.ts';
import { signLink } from './link.ts';
import { amountIn, toTwoCheckout } from './money.ts';
import { type Field, receiptOf, verify } from './signature.ts';

const facts = new URL('../../../shared/facts/gateways/', import.meta.url);

for (const algorithm of ['sha256', 'sha3-256'] as const) {
  gatewayConformance({
    name: `twocheckout with ${algorithm}`,
    parts: ['late', 'notification', 'refund', 'step', 'movements', 'returns', 'dispute'],
    falsified: ['amount', 'currency', 'mode', 'account'],
    forged: ['signature', 'age', 'mode'],
    make: async () => harnessOf(openShop({}, { algorithm })),
  });
}

const options: TwoCheckoutOptions = {
  mode: 'test',
  merchantCode: 'AVLRNG',
  secretKey: 'secret-key-0123456789',
  buyLinkSecretWord: 'buy-link-secret-word',
};

describe('the options of 2Checkout', () => {
  const wrong: readonly (readonly [string, Partial<TwoCheckoutOptions>])[] = [
    ['mode', { mode: 'sandbox' as 'test' }],
    ['merchantCode', { merchantCode: '' }],
    ['merchantCode', { merchantCode: 'my shop' }],
    ['secretKey', { secretKey: '' }],
    ['secretKey', { secretKey: 'two words 12' }],
    ['buyLinkSecretWord', { buyLinkSecretWord: '' }],
    ['buyLinkSecretWord', { buyLinkSecretWord: 'secret-key-0123456789' }],
    ['algorithm', { algorithm: 'md5' as 'sha256' }],
    ['refundReason', { refundReason: '' }],
    ['linkMinutes', { linkMinutes: 0 }],
    ['linkMinutes', { linkMinutes: 1.5 }],
    ['currencies', { currencies: ['EUR', 'XXX'] }],
    ['apiUrl', { apiUrl: 'api.2checkout.com' }],
    ['apiUrl', { apiUrl: 'https://api.2checkout.com/rest' }],
    ['pageUrl', { pageUrl: 'ftp://secure.2checkout.com' }],
  ];
  for (const [field, change] of wrong) {
    it(`[8.7] refuses ${JSON.stringify(change)} and names ${field}`, () => {
      expect(() => twoCheckout({ ...options, ...change })).toThrow(
        expect.objectContaining({ code: 'invalid_input', field }),
      );
    });
  }

  it('[8.1] a page of its own: nothing is loaded in ours, nothing kept, no key public', () => {
    const { id, gateway } = twoCheckout(options);
    expect(id).toBe('twocheckout');
    expect(gateway).toMatchObject({ kind: 'redirect', publicConfig: {}, live: false });
    expect(gateway).toMatchObject({ canSave: false, offSession: false, idempotency: 'none' });
    for (const absent of ['page', 'void', 'setup', 'currencies']) {
      expect(gateway).not.toHaveProperty(absent);
    }
    expect(twoCheckout({ ...options, mode: 'live' }).gateway?.live).toBe(true);
    expect(twoCheckout({ ...options, currencies: ['EUR'] }).gateway?.currencies).toEqual(['EUR']);
  });

  it('[8.5] without a stand-in it asks 2Checkout itself', async () => {
    const asked: string[] = [];
    const world = {
      now: () => new Date('2026-11-22T04:00:00Z'),
      fetch: async (input: string | URL | Request, init?: RequestInit) => {
        const request = new Request(input, init);
        asked.push(request.url, request.headers.get('x-avangate-authentication') ?? '');
        return Response.json({ Items: [], Pagination: { Page: 1, Limit: 100, Count: 0 } });
      },
    };
    const { gateway } = twoCheckout(options);
    const record = await gateway?.start(chargeOf('c1'), contextOf(world, 'c1'));
    expect(record?.reference).toMatch(/^https:\/\/secure\.2checkout\.com\/checkout\/buy\?/);
    expect(asked).toEqual([]);
    const query = { chargeId: 'c1', amount: { amount: 1250n, currency: 'EUR' } };
    expect(await gateway?.lookup(query, contextOf(world, 'c1'))).toBeNull();
    expect(asked).toEqual([
      'https://api.2checkout.com/rest/6.0/orders/?ExternalRefNo=c1&Page=1&Limit=100',
      expect.stringMatching(
        /^code="AVLRNG" date="2026-11-22 04:00:00" hash="[0-9a-f]{64}" algo="sha256"$/,
      ),
    ]);
  });

  it('[8.5] the plugin needs nothing of Node', async () => {
    const built = await build({
      entryPoints: [new URL('./index.ts', import.meta.url).pathname],
      bundle: true,
      format: 'esm',
      platform: 'neutral',
      conditions: ['worker'],
      mainFields: ['module', 'main'],
      write: false,
      logLevel: 'silent',
    });
    const text = built.outputFiles[0]?.text ?? '';
    expect(text.length).toBeGreaterThan(20_000);
    expect(text).not.toMatch(/from\s*["']node:|require\(["'](node:|crypto)/);
  });
});

interface Vector {
  readonly id: string;
  readonly scheme: string;
  readonly secret: string;
  readonly merchantCode: string;
  readonly date: string;
  readonly signedString: string;
  readonly signedParams: Readonly<Record<string, string>>;
  readonly unsignedParams: Readonly<Record<string, string>>;
  readonly orderedFields: readonly (readonly [string, string])[];
  readonly payload: { readonly sub: string; readonly iat: number };
  readonly headers: Readonly<Record<string, string>>;
  readonly expected: string & Readonly<Record<string, string>>;
  readonly responseBody: string;
}

const { vectors } = JSON.parse(readFileSync(new URL('signature-vectors.json', facts), 'utf8')) as {
  readonly vectors: readonly Vector[];
};
const of = (scheme: string): readonly Vector[] => vectors.filter((one) => one.scheme === scheme);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const instant = (written: string): Date => new Date(`${written.replace(' ', 'T')}Z`);

describe('signatures of 2Checkout', () => {
  it('[8.7] there are vectors', () => {
    const counts = ['2co-api-header', '2co-ipn-receipt', '2co-ipn', '2co-convertplus', 'jwt-hs512'];
    expect(counts.map((scheme) => of(scheme).length)).toEqual([4, 3, 2, 1, 1]);
  });

  for (const vector of of('2co-api-header')) {
    it(`[8.7] ${vector.id}: the header of a request`, async () => {
      const { merchantCode, secret: secretKey } = vector;
      const values = [merchantCode, vector.date].map(bytesOf);
      const signed = text(serialize(values));
      if (vector.signedString === undefined) return expect(signed).toBe(vector.expected);
      expect(signed).toBe(vector.signedString);
      const hash = /(sha.*|md5)$/.exec(vector.id)?.[1] as HashName;
      const keys = { merchantCode, secretKey, algorithm: hash };
      const header = await authentication(keys, instant(vector.date));
      expect(header).toBe(vector.headers['X-Avangate-Authentication']);
    });
  }

  for (const vector of of('2co-ipn-receipt')) {
    it(`[8.7] ${vector.id}: the receipt of an IPN`, async () => {
      const form: readonly Field[] = [
        ['IPN_PID[]', bytesOf('1')],
        ['IPN_PNAME[]', bytesOf('Software program')],
        ['IPN_PID[]', bytesOf('2')],
        ['IPN_DATE', bytesOf('20050303123434')],
      ];
      const hash = vector.id.slice('2co-ipn-receipt-'.length) as HashName;
      const now = instant('2005-03-03 12:34:34');
      const receipt = await receiptOf(form, vector.secret, hash, now);
      expect(receipt).toBe(vector.responseBody);
      expect(receipt).toContain(vector.expected);
    });
  }

  for (const vector of of('2co-ipn')) {
    it(`[8.7] ${vector.id}: all values of an IPN, in the order in which they came`, async () => {
      const fields = vector.orderedFields.map(([name, value]): Field => [name, bytesOf(value)]);
      expect(text(serialize(fields.map(([, value]) => value)))).toBe(vector.signedString);
      for (const [name, signature] of Object.entries(vector.expected)) {
        const signed: Field = [name, bytesOf(signature)];
        expect(await verify([...fields, signed], vector.secret, true)).toMatchObject({ signature });
        expect(await verify([signed, ...fields], vector.secret, true)).toMatchObject({ signature });
        const isOld = name === 'HASH';
        const strict = await verify([...fields, signed], vector.secret, false);
        expect(strict === null).toBe(isOld);
        const [first, second, ...rest] = fields;
        if (first === undefined || second === undefined) throw new Error('No fields.');
        const swapped = [second, first, ...rest, signed];
        expect(await verify(swapped, vector.secret, true)).toBeNull();
        expect(await verify([...fields, signed], `${vector.secret}F`, true)).toBeNull();
      }
    });
  }

  it('[8.7] the best signature of an IPN decides alone', async () => {
    const [vector] = of('2co-ipn');
    if (vector === undefined) throw new Error('No vector.');
    const fields = vector.orderedFields.map(([name, value]): Field => [name, bytesOf(value)]);
    const right = vector.expected['SIGNATURE_SHA2_256'] ?? '';
    const form: readonly Field[] = [
      ...fields,
      ['SIGNATURE_SHA2_256', bytesOf(right)],
      ['SIGNATURE_SHA3_256', bytesOf(right)],
    ];
    expect(await verify(form, vector.secret, true)).toBeNull();
    expect(await verify(fields, vector.secret, true)).toBeNull();
  });

  it('[8.7] are the same in every place, or are not', () => {
    expect(isSame('abc0', 'abc0')).toBe(true);
    for (const other of ['xbc0', 'axc0', 'abc1', 'abc', 'abc00', '']) {
      expect(isSame('abc0', other)).toBe(false);
    }
  });

  for (const vector of of('2co-convertplus')) {
    it(`[8.7] ${vector.id}: a buy link`, async () => {
      const parameters = { ...vector.unsignedParams, ...vector.signedParams };
      expect(await signLink(vector.secret, parameters)).toBe(vector.expected);
    });
  }

  it('[8.7] the stand-in takes the token of the vectors, for as long as it is good', () => {
    const [vector] = of('jwt-hs512');
    const token = vector?.headers['merchant-token'] ?? '';
    const word = vector?.secret ?? '';
    const account = { merchantCode: 'AVLRNG', secretKey: '', buyLinkSecretWord: word, live: false };
    const at = 1_700_000_100_000;
    expect(isMerchantToken(account, token, at)).toBe(true);
    expect(isMerchantToken(account, token, at + 3_600_000)).toBe(false);
    expect(isMerchantToken({ ...account, merchantCode: 'OTHER1' }, token, at)).toBe(false);
    expect(isMerchantToken({ ...account, buyLinkSecretWord: 'x' }, token, at)).toBe(false);
  });
});

describe('amounts at 2Checkout', () => {
  it('[8.5] are decimals of two places at most, never rounded', () => {
    for (const [amount, currency, written] of [
      [1n, 'EUR', '0.01'],
      [1250n, 'EUR', '12.50'],
      [1200n, 'JPY', '1200'],
      [12_340n, 'KWD', '12.34'],
      [999_999_999_999_999n, 'USD', '9999999999999.99'],
    ] as const) {
      const money = { amount, currency };
      expect(toTwoCheckout(money)).toBe(written);
      expect(amountIn({ a: Number(written) }, 'a', currency)).toEqual(money);
      expect(amountIn({ a: written }, 'a', currency)).toEqual(money);
    }
    for (const [amount, currency] of [
      [0n, 'EUR'],
      [-1n, 'EUR'],
      [12_345n, 'KWD'],
      [10n ** 15n, 'EUR'],
    ] as const) {
      expect(toTwoCheckout({ amount, currency })).toBeNull();
    }
  });

  it('[8.5] that are none, or finer than the currency, are not read', () => {
    for (const wrong of [
      12.505,
      '12.505',
      '1e3',
      'EUR',
      '',
      null,
      0.1 + 0.2,
      12_345_678_901_234.56,
    ]) {
      expect(() => amountIn({ a: wrong }, 'a', 'EUR')).toThrow();
    }
    expect(() => amountIn({ a: 12.5 }, 'a', 'JPY')).toThrow(/part of the least/);
    expect(amountIn({ a: '1200.00' }, 'a', 'JPY').amount).toBe(1200n);
  });
});
