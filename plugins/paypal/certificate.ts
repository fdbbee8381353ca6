// The certificate library asks for it before itself.
import 'reflect-metadata';
import { PemConverter, X509Certificate } from '@peculiar/x509';
import type { NotificationRefusal } from '../../src/ports/gateway.ts';
import type { PluginContext } from '../../src/ports/plugin.ts';
import type { PayPalAccess } from './api.ts';

/** Where PayPal publishes its certificates: nothing else on its hosts is trusted. */
const path = /^\/v1\/notifications\/certs\/[A-Za-z0-9-]{1,100}$/;
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const most = { characters: 65_536, certificates: 20 };

function isBelow(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/**
 * Whether an address may hold PayPal's certificate: below `paypal.com` and of our mode, or at the
 * API's own address where that is a stand-in.
 *
 * @returns why not, or null.
 */
export function addressRefusal(
  access: Pick<PayPalAccess, 'apiUrl' | 'live'>,
  address: string,
): NotificationRefusal | null {
  if (!URL.canParse(address)) return 'bad_signature';
  const url = new URL(address);
  if (!path.test(url.pathname) || url.search !== '' || url.username !== '') return 'bad_signature';
  if (url.origin === access.apiUrl) return null;
  const isPayPal = url.protocol === 'https:' && url.port === '' && isBelow(url.host, 'paypal.com');
  if (!isPayPal) return 'bad_signature';
  return isBelow(url.host, 'sandbox.paypal.com') === access.live ? 'wrong_mode' : null;
}

/** Names that a certificate is for. */
function namesOf(certificate: X509Certificate): readonly string[] {
  const commonNames = certificate.subjectName.getField('CN');
  const extension = certificate.getExtension('2.5.29.17');
  const alternatives = (extension as { readonly names?: { toJSON(): unknown } } | null)?.names;
  const listed = alternatives?.toJSON();
  const names = Array.isArray(listed) ? (listed as { type?: unknown; value?: unknown }[]) : [];
  const hosts = names.flatMap(({ type, value }) =>
    type === 'dns' && typeof value === 'string' ? [value] : [],
  );
  return [...commonNames, ...hosts];
}

/** The key of a certificate, and until when it may be used. */
export interface CertifiedKey {
  readonly key: CryptoKey;
  readonly from: Date;
  readonly until: Date;
}

/**
 * Reads the first certificate of a PEM text: it must be for a name below a domain, and each must be
 * signed by the next one of the text.
 *
 * @returns null for one that is not to be believed.
 */
export async function readCertificates(
  pem: string,
  domain: string,
  now: Date,
): Promise<CertifiedKey | null> {
  const { crypto } = globalThis;
  const chain = PemConverter.decode(pem).map((raw) => new X509Certificate(raw));
  const [leaf] = chain;
  if (leaf === undefined || !namesOf(leaf).some((name) => isBelow(name, domain))) return null;
  for (const [index, certificate] of chain.entries()) {
    if (now < certificate.notBefore || now > certificate.notAfter) return null;
    const issuer = chain[index + 1];
    if (issuer === undefined) continue;
    const publicKey = issuer.publicKey;
    if (!(await certificate.verify({ publicKey, date: now }, crypto))) return null;
  }
  const key = await leaf.publicKey.export(algorithm, ['verify'], crypto);
  return { key, from: leaf.notBefore, until: leaf.notAfter };
}

/** Finds the key of a certificate by its address; null where none is to be believed. */
export type FindKey = (address: string, context: PluginContext) => Promise<CryptoKey | null>;

/** Fetches certificates, and keeps them while they are valid: their addresses never change. */
export function createKeyring(): FindKey {
  const known = new Map<string, CertifiedKey>();
  return async (address, context) => {
    const now = context.now();
    const kept = known.get(address);
    if (kept !== undefined && kept.from <= now && now <= kept.until) return kept.key;
    const { signal } = context;
    const response = await context.fetch(address, { redirect: 'error', signal });
    if (response.status >= 500) throw new Error('PayPal did not give its certificate.');
    const pem = response.ok ? await response.text() : '';
    if (pem === '' || pem.length > most.characters) return null;
    const { hostname } = new URL(address);
    const domain = isBelow(hostname, 'paypal.com') ? 'paypal.com' : hostname;
    const read = await readCertificates(pem, domain, now).catch(() => null);
    if (read === null) return null;
    if (known.size >= most.certificates) known.clear();
    known.set(address, read);
    return read.key;
  };
}
