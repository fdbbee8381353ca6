import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Where the provider is, for pages that stand elsewhere. */
export interface Addresses {
  readonly shopUrl: string;
  readonly vendorUrl: string;
}

interface Example {
  readonly title: string;
  /** Its policy; left out: that of a page with one script of the provider. */
  readonly policy?: (addresses: Addresses) => string | Promise<string>;
  /** Its app, which is bundled when it is asked for. */
  readonly app?: string;
}

const examples: Readonly<Record<string, Example>> = {
  plain: { title: 'A plain page: one script tag with its hash' },
  'strict-csp': { title: 'The strictest policy, with Trusted Types', policy: strictPolicy },
  cardholder: { title: 'A page that takes cards, and what it loads', policy: cardholderPolicy },
  react: { title: 'React', app: 'app.tsx', policy: (to) => policyOf(to, "'self'") },
  vue: { title: 'Vue', app: 'app.ts', policy: (to) => policyOf(to, "'self'") },
  'server-rendered': {
    title: 'Rendered on a server with @lit-labs/ssr',
    // A declarative shadow root has its styles inline.
    policy: (to) => policyOf(to, to.shopUrl, "'self' 'unsafe-inline'"),
  },
  php: { title: 'A PHP panel; this server stands in for PHP' },
};

/**
 * The pages that show each way of embedding, below `/examples`, on the origin of the hosting panel,
 * whose session endpoint they use. Null: the path is not one of them.
 */
export async function answerExample(
  { pathname }: URL,
  addresses: Addresses,
): Promise<Response | null> {
  if (pathname === '/examples') return page(listPage(), policyOf(addresses, "'none'"));
  const [, name = '', file] = /^\/examples\/([a-z-]+)\/([a-z.]*)$/.exec(pathname) ?? [];
  const example = examples[name];
  if (example === undefined) return null;
  if (file === 'app.js' && example.app !== undefined) {
    const { bundle } = await import('./bundle.ts');
    const script = await bundle(at(name, example.app));
    return new Response(filled(script, addresses), {
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    });
  }
  if (file !== '') return null;
  const make = example.policy ?? ((to: Addresses) => policyOf(to, to.shopUrl));
  const policy = await make(addresses);
  return page(filled(await textOf(name, addresses), addresses), policy);
}

const at = (name: string, file: string): URL => new URL(`../${name}/${file}`, import.meta.url);

async function textOf(name: string, { shopUrl }: Addresses): Promise<string> {
  if (name === 'php') return asPhpWould(readFileSync(at(name, 'index.php'), 'utf8'));
  const text = readFileSync(at(name, 'index.html'), 'utf8');
  if (name !== 'server-rendered') return text;
  const { renderBilling } = await import('../server-rendered/page.ts');
  return text.replace('<!--widgets-->', await renderBilling(`${shopUrl}/api`));
}

/** What `index.php` writes: its one value in place of the tags, its session from this server. */
function asPhpWould(text: string): string {
  return text
    .replace(/^<\?php[\s\S]*?\?>\n/, '')
    .replaceAll(/<\?= [^?]* \?>/g, 'http://127.0.0.1:4000/api')
    .replace('session.php', '/billing-session');
}

/** Puts the addresses and the hash of this start in place of those that the files print. */
function filled(text: string, { shopUrl }: Addresses): string {
  return text.replaceAll('http://127.0.0.1:4000', shopUrl).replaceAll('sha384-…', integrity());
}

function integrity(): string {
  const script = readFileSync(new URL(import.meta.resolve('rackrate/rackrate.js')));
  return `sha384-${createHash('sha384').update(script).digest('base64')}`;
}

function policyOf(
  { shopUrl, vendorUrl }: Addresses,
  scripts: string,
  styles: string = "'self'",
): string {
  return [
    "default-src 'none'",
    `script-src ${scripts}`,
    `style-src ${styles}`,
    `connect-src 'self' ${shopUrl} ${vendorUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function strictPolicy(addresses: Addresses): string {
  const lines = readFileSync(at('strict-csp', 'policy.txt'), 'utf8').trim().split('\n');
  return filled(lines.join('; '), addresses);
}

/**
 * The strictest policy that lets in what the gateways need, as the provider's inventory names it.
 * Loaders of vendors write addresses into script tags, which Trusted Types would refuse.
 */
async function cardholderPolicy({ shopUrl, vendorUrl }: Addresses): Promise<string> {
  const inventory = await fetch(`${shopUrl}/api/payment-page.json`);
  const { sources } = (await inventory.json()) as {
    readonly sources: Readonly<Record<string, readonly string[]>>;
  };
  const of = (directive: string): string => (sources[directive] ?? []).join(' ');
  return [
    "default-src 'none'",
    `script-src '${integrity()}' ${shopUrl}/api/ ${of('script-src')}`,
    `connect-src 'self' ${shopUrl} ${vendorUrl} ${of('connect-src')}`,
    `frame-src ${vendorUrl} ${of('frame-src')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function page(body: string, policy: string): Response {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
  };
  return new Response(body, { headers });
}

function listPage(): string {
  const items = Object.entries(examples).map(
    ([name, { title }]) => `<li><a href="/examples/${name}/">${title}</a></li>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Examples</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/panel.css">
<main><h1>Ways of embedding</h1><ul>${items.join('')}</ul></main></html>`;
}
