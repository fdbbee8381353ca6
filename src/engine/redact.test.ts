import { expect, it } from 'vitest';
import { redacted } from './redact.ts';

it.each([
  ['request failed: {"Authorization":"Bearer sk_live_51Habcdefghij"}', 'sk_live_51Habcdefghij'],
  ['Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA'],
  ['GET https://user:hunter22@vendor.example/x failed', 'hunter22'],
  ['GET /x?api_key=abcdef123456&a=1 failed', 'abcdef123456'],
  ['password=hunter22', 'hunter22'],
  ['whsec_abcdefghijkl is not valid', 'abcdefghijkl'],
  ['card 4242 4242 4242 4242 was declined', '4242'],
])('[8.5] %j is shown without its secret', (message, secret) => {
  expect(redacted(message)).not.toContain(secret);
});

it('[8.5] an ordinary message is shown as it is, and a long one cut', () => {
  const message = 'The sandbox did not look: no answer within 30 seconds (ECONNRESET).';
  expect(redacted(message)).toBe(message);
  expect(redacted('x'.repeat(10_000))).toHaveLength(501);
});
