import { readFileSync } from 'node:fs';
import type { Provider } from 'rackrate/node';
import type { Mailbox, ReceivedMail } from './mailbox.ts';
import { answerTime } from './time.ts';

const files: Readonly<Record<string, readonly [name: string, type: string]>> = {
  '/': ['index.html', 'text/html'],
  '/shop': ['shop.html', 'text/html'],
  '/portal': ['portal.html', 'text/html'],
  '/widgets': ['widgets.html', 'text/html'],
  '/set-password': ['set-password.html', 'text/html'],
  '/terms': ['terms.html', 'text/html'],
  '/site.css': ['site.css', 'text/css'],
  '/language.js': ['language.js', 'text/javascript'],
  '/shop.js': ['shop.js', 'text/javascript'],
  '/time.js': ['time.js', 'text/javascript'],
  '/widgets.js': ['widgets.js', 'text/javascript'],
};

/** The shop's own pages, the API below `/api`, the time machine, and the mails that came. */
export function createPages(parts: {
  readonly provider: Provider;
  readonly mailbox: Mailbox;
  readonly vendorUrl: string;
  /** What the gateways' pages need, by directive of the policy. */
  readonly sources: Sources;
}): (request: Request) => Promise<Response> | Response {
  const policy = policyOf(parts);
  return (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/api/')) return parts.provider.fetch(request);
    if (pathname === '/time') return answerTime(request, parts.provider);
    if (pathname === '/mails') return htmlPage(mailsPage(parts.mailbox.mails()), policy);
    if (pathname === '/mails.json') return Response.json(parts.mailbox.mails());
    const file = files[pathname];
    if (file === undefined) return new Response('There is no such page.', { status: 404 });
    const [name, type] = file;
    const body = readFileSync(new URL(`pages/${name}`, import.meta.url), 'utf8');
    return type === 'text/html'
      ? htmlPage(body, policy)
      : new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } });
  };
}

type Sources = Readonly<Record<string, readonly string[]>>;

/** The strict policy that the widgets work with, with the sources of gateways; see the README. */
function policyOf({
  vendorUrl,
  sources,
}: {
  readonly vendorUrl: string;
  readonly sources: Sources;
}): string {
  const own: Sources = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'connect-src': ["'self'", vendorUrl],
    'frame-src': [vendorUrl],
    'img-src': ["'self'", 'data:'],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(own)
    .map(([name, list]) => [name, ...new Set([...list, ...(sources[name] ?? [])])].join(' '))
    .join('; ');
}

function htmlPage(body: string, policy: string): Response {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  };
  return new Response(`${body}${bars}`, { headers });
}

/** Every page of the shop has the bar of the time machine and the choice of a language. */
const bars = ['time', 'language']
  .map((name) => `<script type="module" src="/${name}.js"></script>`)
  .join('');

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}

function mailsPage(mails: readonly ReceivedMail[]): string {
  const list = mails.map(
    (mail) => `<article><h2>${escapeHtml(mail.subject)}</h2>
<p>${escapeHtml(mail.to)}, ${mail.receivedAt}</p>
<pre>${linked(escapeHtml(mail.text))}</pre></article>`,
  );
  const none = '<p>None yet. Order something.</p>';
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mails</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css">
<main><h1>Mails that came over SMTP</h1>${list.join('') || none}</main></html>`;
}

function linked(text: string): string {
  return text.replace(/https?:\/\/[^\s\]<]+/g, (url) => `<a href="${url}">${url}</a>`);
}
