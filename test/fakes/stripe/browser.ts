import { authenticate, makeToken } from './controls.ts';
import { StripeFault } from './faults.ts';
import { challengePage, checkoutPage, donePage, fieldsPage } from './pages.ts';
import { confirmIntent } from './payments.ts';
import { payOnPage } from './sessions.ts';
import { hiddenOf, hide, type Json, part, type Row, text, type World } from './state.ts';
import { stripeJs } from './stripe-js.ts';
import { findTestMethod } from './test-methods.ts';

const open = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
};

function json(body: Json, status = 200): Response {
  return Response.json(body, { status, headers: open });
}

function page(html: string, status = 200): Response {
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function goTo(url: string): Response {
  return new Response(null, { status: 303, headers: { location: url } });
}

/** The intent or setup that a client secret opens. */
function bySecret(world: World, id: string, secret: string | null): Row | null {
  const row = world.state.rows.get(id);
  return row !== undefined && secret !== null && row['client_secret'] === secret ? row : null;
}

const noSuch = { error: { type: 'invalid_request_error', message: 'No such intent.' } };

/** What a browser may see of an intent. */
function publicView(row: Row): Json {
  const names = ['id', 'object', 'status', 'client_secret', 'next_action', 'livemode'];
  const error = `last_${row.object === 'setup_intent' ? 'setup' : 'payment'}_error`;
  return Object.fromEntries([...names, error].map((name) => [name, row[name] ?? null]));
}

async function makeTokenFor(world: World, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const number = form.get('number') ?? '';
  const known = findTestMethod(number);
  if (known === null || number.startsWith('pm_')) {
    const error = {
      type: 'card_error',
      code: 'incorrect_number',
      message: 'Your card number is incorrect.',
      param: 'number',
    };
    return json({ error }, 402);
  }
  const token = makeToken(world, number, form.get('setup_future_usage') === 'off_session');
  return json({ ...token });
}

function returnAddress(row: Row): string | null {
  const url = text(part(part(row, 'next_action'), 'redirect_to_url'), 'return_url');
  return url;
}

/** The bank's page: answered by its buttons, in a frame or on its own. */
async function serveChallenge(world: World, request: Request, id: string): Promise<Response> {
  const secret = new URL(request.url).searchParams.get('client_secret');
  const row = bySecret(world, id, secret);
  if (row === null) return page(donePage('This page has ended.'), 404);
  if (request.method !== 'POST') {
    if (row['status'] !== 'requires_action') return page(donePage('This page has ended.'));
    return page(challengePage(id, secret ?? ''));
  }
  const form = new URLSearchParams(await request.text());
  const back = returnAddress(row);
  const pass = form.get('answer') === 'complete';
  if (row['status'] === 'requires_action') authenticate(world, id, pass);
  const session = [...world.state.rows.values()].find(
    (other) => other.object === 'checkout.session' && other[row.object] === id,
  );
  if (session !== undefined) {
    if (session['status'] === 'complete') return goTo(text(session, 'success_url') ?? '/');
    hide(world, session.id, { notice: 'The bank did not confirm that it is you.' });
    return goTo(`${world.publicUrl}/c/pay/${session.id}`);
  }
  if (back === null) return page(donePage(pass ? 'Confirmed.' : 'Not confirmed.'));
  const url = new URL(back);
  url.searchParams.set(row.object, id);
  url.searchParams.set(`${row.object}_client_secret`, secret ?? '');
  url.searchParams.set('redirect_status', pass ? 'succeeded' : 'failed');
  return goTo(url.href);
}

/** Stripe's payment page. */
async function serveCheckout(world: World, request: Request, id: string): Promise<Response> {
  const session = world.state.rows.get(id);
  if (session === undefined || session.object !== 'checkout.session') {
    return page(donePage('This page has ended.'), 404);
  }
  if (session['status'] === 'expired') return page(donePage('This page has expired.'));
  if (session['status'] === 'complete') return goTo(text(session, 'success_url') ?? '/');
  if (request.method !== 'POST') {
    return page(checkoutPage(session, hiddenOf(world, id).notice ?? ''));
  }
  const form = new URLSearchParams(await request.text());
  const after = payOnPage(world, session, form.get('number') ?? '');
  if (after['status'] === 'complete') return goTo(text(session, 'success_url') ?? '/');
  const { source = '' } = hiddenOf(world, id);
  const intent = world.state.rows.get(source);
  const url = text(part(part(intent ?? {}, 'next_action'), 'redirect_to_url'), 'url');
  if (intent?.['status'] === 'requires_action' && url !== null) return goTo(url);
  return goTo(`${world.publicUrl}/c/pay/${id}`);
}

/**
 * What a browser asks of Stripe: its script, the frame with the fields, tokens, the bank's page and
 * the payment page; null for all that is the API's.
 */
export async function serveBrowser(
  world: World,
  request: Request,
  publishableKey: string,
): Promise<Response | null> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: open });
  if (/^\/(v3|[a-z]+)\/stripe\.js$/.test(pathname) || pathname === '/v3/') {
    const headers = { ...open, 'content-type': 'text/javascript; charset=utf-8' };
    return new Response(stripeJs(world.publicUrl), { headers });
  }
  if (pathname === '/elements') return page(fieldsPage(world.publicUrl, publishableKey));
  if (pathname.startsWith('/3ds/')) return serveChallenge(world, request, pathname.slice(5));
  if (pathname.startsWith('/c/pay/')) return serveCheckout(world, request, pathname.slice(7));
  if (request.headers.get('authorization') !== `Bearer ${publishableKey}`) return null;
  if (pathname === '/v1/confirmation_tokens' && request.method === 'POST') {
    return makeTokenFor(world, request);
  }
  const match = /^\/v1\/(?:payment|setup)_intents\/(\w+)(\/confirm)?$/.exec(pathname);
  const body = match?.[2] === undefined ? null : new URLSearchParams(await request.text());
  const secret = body?.get('client_secret') ?? searchParams.get('client_secret');
  const row = match === null ? null : bySecret(world, match[1] ?? '', secret);
  if (row === null) return json(noSuch, 404);
  return body === null ? json(publicView(row)) : confirmHere(world, row, body);
}

/** A page confirms an intent again, as for one that was declined off session. */
function confirmHere(world: World, row: Row, body: URLSearchParams): Response {
  const method = body.get('payment_method') ?? '';
  const return_url = body.get('return_url') ?? '';
  try {
    const form = { payment_method: method, return_url, use_stripe_sdk: 'true' };
    return json(publicView(confirmIntent(world, row, form)));
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    return json({ error: error.body }, error.status);
  }
}
