/** Members that only the private half of a key has (RFC 7518, 6.2.2, 6.3.2 and 6.4). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** 32 octets as base64url, as a coordinate of P-256 is written. */
const coordinate = /^[A-Za-z0-9_-]{43}$/;

/** At least 2048 bits as base64url. */
const modulus = /^[A-Za-z0-9_-]{342,}$/;

/**
 * What is wrong with a key for sealing bank accounts (SPEC 9.7); null for a public JWK on P-256
 * (ECDH-ES), or of RSA with at least 2048 bits (RSA-OAEP-256). It never says the key.
 */
export function sealingKeyFault(key: unknown): string | null {
  if (typeof key !== 'object' || key === null) return 'The sealing key is not a JWK.';
  const jwk = key as Readonly<Record<string, unknown>>;
  if (privateMembers.some((member) => member in jwk)) {
    return 'The sealing key is a private one. Give the public one of `rackrate keys create`.';
  }
  if (jwk['use'] !== undefined && jwk['use'] !== 'enc') return 'The sealing key is not to encrypt.';
  if (jwk['kty'] === 'EC') {
    const onCurve = jwk['crv'] === 'P-256' && matches(jwk['x'], coordinate);
    return onCurve && matches(jwk['y'], coordinate) ? null : 'The sealing key is not one of P-256.';
  }
  if (jwk['kty'] === 'RSA') {
    const long = matches(jwk['n'], modulus) && typeof jwk['e'] === 'string';
    return long ? null : 'The sealing key has fewer than 2048 bits.';
  }
  return 'The sealing key is neither of P-256 nor of RSA.';
}

function matches(value: unknown, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}
