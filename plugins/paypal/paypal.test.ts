import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src/testing/conformance/context.ts';
import { gatewayConformance } from '../../src/testing/conformance/gateway.ts';
import type { GatewayHarness } from '../../src/testing/conformance/gateway-scene.ts';
import { harnessOf } from '../../test/fakes/paypal/harness.ts';
import { readSchemas } from '../../test/fakes/paypal/schema.ts';
import { chargeOf, openShop } from '../../test/fakes/paypal/shop.ts';
import { addressRefusal, readCertificates } from './certificate.ts';
import { declineOf, isDecline } from './declines.ts';
import { type PayPalOptions, paypal } from './index.ts';
import { fromPayPal, toPayPal } from './money.ts';
import { crc32, refusalOf, signedText, transmissionOf } from './signature.ts';

const facts = new URL('../../../shared/facts/gateways/', import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, facts), 'utf8'));
const schemas = readSchemas();

/** A harness that validates all that is said to PayPal and all that it answers. */
function validated(way: 'page' | 'kept'): GatewayHarness {
  const wrong: string[] = [];
  const shop = openShop({ watch: (exchange) => void wrong.push(...schemas.exchange(exchange)) });
  return {
    ...harnessOf(shop, way),
    close: async () => {
      expect([...new Set(wrong)]).toEqual([]);
    },
  };
}

gatewayConformance({
  name: 'paypal',
  parts: [
    'late',
    'notification',
    'void',
    'refund',
    'step',
    'movements',
    'returns',
    'dispute',
    'setup',
    'removed',
  ],
  falsified: ['amount', 'currency', 'account'],
  forged: ['signature', 'age', 'mode', 'account'],
  make: async () => validated('page'),
});

gatewayConformance({
  name: 'paypal with a kept account',
  parts: ['late', 'notification', 'void', 'refund', 'movements', 'returns', 'dispute'],
  falsified: ['amount', 'currency', 'account'],
  forged: ['signature', 'age', 'mode', 'account'],
  make: async () => validated('kept'),
});

const options: PayPalOptions = {
  mode: 'sandbox',
  clientId: 'client-id-0123456789',
  clientSecret: 'client-secret-0123456789',
  webhookId: '1JE4291016473214C',
};

describe('the options of PayPal', () => {
  const wrong: readonly (readonly [string, Partial<PayPalOptions>])[] = [
    ['mode', { mode: 'test' as 'live' }],
    ['clientId', { clientId: '' }],
    ['clientId', { clientId: 'a b c d e f g h' }],
    ['clientSecret', { clientSecret: '' }],
    ['webhookId', { webhookId: '' }],
    ['webhookId', { webhookId: 'https://shop.example' }],
    ['merchantId', { merchantId: 'seller@example.com' }],
    ['brandName', { brandName: '' }],
    ['currencies', { currencies: ['EUR', 'KWD'] }],
    ['lookbackDays', { lookbackDays: 0 }],
    ['lookbackDays', { lookbackDays: 31 }],
    ['apiUrl', { apiUrl: 'ftp://paypal.example' }],
    ['apiUrl', { apiUrl: 'https://paypal.example/v2' }],
    ['apiUrl', { apiUrl: 'https://api-m.paypal.com' }],
    ['apiUrl', { mode: 'live', apiUrl: 'https://api-m.sandbox.paypal.com' }],
  ];
  for (const [field, change] of wrong) {
    it(`[8.7] refuses ${JSON.stringify(change)} and names ${field}`, () => {
      expect(() => paypal({ ...options, ...change })).toThrow(
        expect.objectContaining({ code: 'invalid_input', field }),
      );
    });
  }

  it('[8.1] a page of its own: nothing is loaded in ours, and no key is public', () => {
    const { id, gateway } = paypal(options);
    expect(id).toBe('paypal');
    expect(gateway).toMatchObject({ kind: 'redirect', publicConfig: {}, live: false });
    expect(gateway).not.toHaveProperty('page');
    expect(paypal({ ...options, mode: 'live' }).gateway?.live).toBe(true);
    expect(gateway?.currencies).toContain('HUF');
    expect(paypal({ ...options, currencies: ['EUR'] }).gateway?.currencies).toEqual(['EUR']);
  });

  it('[8.5] without a stand-in it asks PayPal itself, of its mode', async () => {
    const asked: string[] = [];
    const world = {
      now: () => new Date('2026-11-23T10:00:00Z'),
      fetch: async (input: string | URL | Request) => {
        asked.push(new Request(input).url);
        return Response.json({ name: 'RESOURCE_NOT_FOUND' }, { status: 404 });
      },
    };
    for (const mode of ['live', 'sandbox'] as const) {
      const { gateway } = paypal({ ...options, mode });
      await gateway?.start(chargeOf('c1'), contextOf(world, 'c1'));
    }
    expect(asked).toEqual([
      'https://api-m.paypal.com/v1/oauth2/token',
      'https://api-m.sandbox.paypal.com/v1/oauth2/token',
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
    expect(text.length).toBeGreaterThan(50_000);
    expect(text).not.toMatch(/from\s*["']node:|require\(["'](node:|crypto)/);
  });
});

interface Vector {
  readonly id: string;
  readonly scheme: string;
  readonly webhookId: string;
  readonly payload: string;
  readonly crc32Decimal?: number;
  readonly signedString?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly certPem: string;
  readonly expected: string;
  readonly cases: readonly (readonly [string, string, string])[];
}

const { vectors } = read('signature-vectors.json') as { readonly vectors: readonly Vector[] };

describe('webhooks of PayPal', () => {
  const own = vectors.filter(({ scheme }) => scheme === 'paypal-rsa-sha256-crc32');
  const pem = own.find(({ id }) => id === 'paypal-ok')?.certPem ?? '';
  // The vectors' certificate begins some minutes after what it signs.
  const now = new Date('2026-11-22T05:00:00Z');
  const access = { apiUrl: 'https://api-m.sandbox.paypal.com', live: false };

  it('[8.7] there are vectors', () => expect(own).toHaveLength(5));
  for (const vector of own) {
    it(`[8.7] ${vector.id}: ${vector.expected}`, async () => {
      const body = new TextEncoder().encode(vector.payload);
      const transmission = transmissionOf(new Headers(vector.headers));
      const certified = await readCertificates(pem, 'paypal.test', now);
      if (certified === null) throw new Error('The certificate of the vectors is genuine.');
      const refusal =
        transmission === null
          ? 'bad_signature'
          : (addressRefusal(access, transmission.address) ??
            (await refusalOf(certified.key, vector.webhookId, transmission, body, now)));
      expect(refusal).toBe(vector.expected === 'accept' ? null : 'bad_signature');
      if (vector.crc32Decimal !== undefined) expect(crc32(body)).toBe(vector.crc32Decimal);
      if (vector.signedString !== undefined && transmission !== null) {
        const { id, time } = transmission;
        expect(signedText(id, time, vector.webhookId, body)).toBe(vector.signedString);
      }
    });
  }

  it('[8.7] a certificate is for a name below the domain, and of its time', async () => {
    expect(await readCertificates(pem, 'paypal.com', now)).toBeNull();
    expect(await readCertificates(pem, 'aypal.test', now)).toBeNull();
    for (const time of ['2026-11-22T04:00:00Z', '2046-12-01T00:00:00Z']) {
      expect(await readCertificates(pem, 'paypal.test', new Date(time))).toBeNull();
    }
  });

  it('[8.7] a certificate that the next one did not sign is not believed', async () => {
    const shop = openShop();
    const url = 'https://paypal.example/v1/notifications/certs/CERT-360caa42-fca2a594';
    const chain = await (await shop.fetch(url)).text();
    const later = new Date('2026-11-23T10:00:00Z');
    expect(await readCertificates(chain, 'paypal.example', later)).not.toBeNull();
    const [leaf = ''] = chain.split('-----END CERTIFICATE-----');
    const foreign = `${leaf}-----END CERTIFICATE-----\n${pem}`;
    expect(await readCertificates(foreign, 'paypal.example', later)).toBeNull();
  });

  it('[8.7] certificates come from PayPal, of our mode, or from the stand-in alone', () => {
    const path = '/v1/notifications/certs/CERT-1';
    const live = { apiUrl: 'https://api-m.paypal.com', live: true };
    const standIn = { apiUrl: 'http://127.0.0.1:4000', live: false };
    for (const [where, address, refusal] of [
      [live, `https://api.paypal.com${path}`, null],
      [live, `https://paypal.com${path}`, null],
      [live, `https://api.sandbox.paypal.com${path}`, 'wrong_mode'],
      [access, `https://api.sandbox.paypal.com${path}`, null],
      [access, `https://api.paypal.com${path}`, 'wrong_mode'],
      [live, `http://api.paypal.com${path}`, 'bad_signature'],
      [live, `https://api.paypal.com:444${path}`, 'bad_signature'],
      [live, `https://me@api.paypal.com${path}`, 'bad_signature'],
      [live, `https://api.paypal.com.evil.example${path}`, 'bad_signature'],
      [live, `https://evilpaypal.com${path}`, 'bad_signature'],
      [live, `https://api.paypal.com/user-content/me.pem`, 'bad_signature'],
      [live, `https://api.paypal.com${path}/../../me.pem`, 'bad_signature'],
      [live, `https://api.paypal.com${path}?next=me`, 'bad_signature'],
      [live, 'cert', 'bad_signature'],
      [standIn, `http://127.0.0.1:4000${path}`, null],
      [standIn, `http://127.0.0.1:4001${path}`, 'bad_signature'],
    ] as const) {
      expect(addressRefusal(where, address), address).toBe(refusal);
    }
  });
});

describe('amounts at PayPal', () => {
  it('[8.5] are written as the published table says', () => {
    const cases = vectors.find(({ id }) => id === 'amounts-paypal')?.cases ?? [];
    expect(cases).toHaveLength(4);
    for (const [given, currency, value] of cases) {
      // ISO 4217 gives forints and Taiwan dollars two decimals, of which PayPal takes none.
      const hundredfold = ['HUF', 'TWD'].includes(currency);
      const amount = BigInt(given) * (hundredfold ? 100n : 1n);
      expect(toPayPal({ amount, currency })).toEqual({ currency_code: currency, value });
      expect(fromPayPal({ currency_code: currency, value })).toEqual({ amount, currency });
    }
  });

  it('[8.5] that PayPal cannot write are refused, not rounded', () => {
    for (const [amount, currency] of [
      [50n, 'HUF'],
      [12_345n, 'KWD'],
      [0n, 'EUR'],
      [-1n, 'EUR'],
      [10n ** 18n, 'EUR'],
    ] as const) {
      expect(toPayPal({ amount, currency })).toBeNull();
    }
    expect(() => fromPayPal({ currency_code: 'EUR', value: '1.234' })).toThrow(/decimals/);
    expect(() => fromPayPal({ currency_code: 'EUR' })).toThrow(/no amount/);
  });
});

describe('declines of PayPal', () => {
  it('[8.8] every published issue has its group, and an unknown one asks for another way', () => {
    const map = read('decline-map.json') as {
      readonly paypal: {
        readonly byIssue: Readonly<Record<string, string>>;
        readonly byCardResponseCode: Readonly<Record<string, string>>;
      };
    };
    const groups: Readonly<Record<string, readonly string[]>> = {
      needs_customer: ['authentication'],
      retry_later: ['try_later', 'insufficient_funds'],
      new_method: ['do_not_try_again', 'wrong_data', 'expired_card'],
      fraud_do_not_tell: ['stolen'],
      merchant_error: ['do_not_try_again'],
    };
    const issues = Object.entries(map.paypal.byIssue).filter(([issue]) => isDecline(issue));
    expect(issues.length).toBeGreaterThan(18);
    for (const [issue, meaning] of issues) {
      expect(groups[meaning], issue).toContain(declineOf(issue).group);
    }
    for (const [code, meaning] of Object.entries(map.paypal.byCardResponseCode)) {
      const known = groups[meaning];
      if (known !== undefined) expect(known, code).toContain(declineOf(code).group);
    }
    expect(declineOf('never_seen').group).toBe('do_not_try_again');
    expect(declineOf('9500').message).toBe(declineOf('TRANSACTION_REFUSED').message);
  });
});
