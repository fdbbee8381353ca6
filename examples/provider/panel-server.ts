import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { answerExample } from './embedding.ts';

/** What the panel's server knows of the provider's billing. */
export interface PanelServerOptions {
  readonly apiUrl: string;
  /** The secret key; it stays on this server. */
  readonly key: string;
  readonly shopUrl: string;
  readonly vendorUrl: string;
}

/** The widgets one by one, and the whole portal under the panel's own sign-in. */
const pages: Readonly<Record<string, string>> = {
  '/': 'panel.html',
  '/billing': 'panel-billing.html',
};

/**
 * The hosting panel that existed before: two pages, and the endpoint that its widgets ask for a
 * session. It takes the first client of the books for the one who is signed in to the panel.
 */
export function createPanelServer(
  options: PanelServerOptions,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const address = new URL(request.url);
    const { pathname, origin } = address;
    if (pathname === '/billing-session' && request.method === 'POST') {
      return openSession(options, origin);
    }
    if (pathname === '/panel.css') return file('panel.css', 'text/css');
    const example = await answerExample(address, options);
    if (example !== null) return example;
    const name = pages[pathname];
    if (name === undefined) return new Response('There is no such page.', { status: 404 });
    const { shopUrl, vendorUrl } = options;
    const policy = [
      "default-src 'none'",
      `script-src ${shopUrl}`,
      "style-src 'self'",
      `connect-src 'self' ${shopUrl} ${vendorUrl}`,
      `frame-src ${vendorUrl}`,
      'img-src data:',
      "base-uri 'none'",
    ].join('; ');
    const page = file(name, 'text/html', shopUrl);
    page.headers.set('content-security-policy', policy);
    return page;
  };
}

function file(name: string, type: string, shopUrl = ''): Response {
  const text = readFileSync(new URL(`pages/${name}`, import.meta.url), 'utf8');
  const body = text.replaceAll('http://127.0.0.1:4000', shopUrl);
  return new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } });
}

/** Asks for a token of at most ten minutes for the signed-in client and this page's origin. */
async function openSession(options: PanelServerOptions, origin: string): Promise<Response> {
  const headers = {
    authorization: `Bearer ${options.key}`,
    'content-type': 'application/json',
  };
  const clients = await fetch(`${options.apiUrl}/clients`, { headers });
  const { rows } = (await clients.json()) as { rows: readonly { clientId: string }[] };
  const client = rows[0];
  if (client === undefined) return new Response(null, { status: 401 });
  const answer = await fetch(`${options.apiUrl}/client-sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      commandId: randomUUID(),
      clientId: client.clientId,
      areas: ['invoices', 'packages', 'billing_accounts', 'contacts'],
      origin,
    }),
  });
  return new Response(answer.body, {
    status: answer.status,
    headers: { 'content-type': 'application/json' },
  });
}
