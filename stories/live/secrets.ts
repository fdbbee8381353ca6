import type { Secrets } from '../../src/ports/crypto.ts';

const utf8 = new TextEncoder();

function hexOf(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Secrets for an engine that is gone when the page is closed: hashes are real, and since nothing
 * is kept at rest nothing is sealed. Never for a provider.
 */
export const pageSecrets: Secrets = {
  sha256: async (text) => hexOf(await crypto.subtle.digest('SHA-256', utf8.encode(text))),
  derive: async (purpose, text) =>
    hexOf(
      await crypto.subtle.digest('SHA-256', utf8.encode(`${purpose.length}:${purpose}:${text}`)),
    ),
  hashPassword: (password) => Promise.resolve(`hash of ${password}`),
  seal: (text) => Promise.resolve(text),
  open: (sealed) => Promise.resolve(sealed),
};
