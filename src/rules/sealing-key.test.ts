import { expect, it } from 'vitest';
import { sealingKeyFault } from './sealing-key.ts';

const coordinate = 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU';
const onCurve = { kty: 'EC', crv: 'P-256', x: coordinate, y: coordinate };
const rsa = { kty: 'RSA', n: 'n'.repeat(342), e: 'AQAB' };

it('[9.7] a public key of P-256 or of RSA seals', () => {
  expect(sealingKeyFault({ ...onCurve, kid: 'k', alg: 'ECDH-ES', use: 'enc' })).toBeNull();
  expect(sealingKeyFault(rsa)).toBeNull();
});

it.each([
  { ...onCurve, d: coordinate },
  { ...rsa, d: 'x' },
  { ...rsa, p: 'x' },
  { kty: 'oct', k: 'secret' },
])('[9.7] a private one is refused and not said, case %#', (key) => {
  const fault = sealingKeyFault(key) ?? '';
  expect(fault).toContain('private');
  expect(fault).not.toContain(coordinate);
});

it.each([
  null,
  'key',
  {},
  { ...onCurve, crv: 'P-384' },
  { ...onCurve, y: 'short' },
  { ...onCurve, use: 'sig' },
  { ...rsa, n: 'n'.repeat(171) },
  { kty: 'OKP', crv: 'Ed25519', x: coordinate },
])('[9.7] of anything else it says what is wrong, case %#', (key) => {
  expect(sealingKeyFault(key)).toMatch(/^The sealing key (is|has) /);
});
