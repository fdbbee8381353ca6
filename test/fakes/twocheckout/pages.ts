import { refuseFor, type TwoCheckoutTrouble } from './disturb.ts';
import { TwoCheckoutFault } from './faults.ts';
import { refusalOfLink } from './link.ts';
import { holders, placeOrder } from './orders.ts';
import { signed } from './sign.ts';
import { type Cart, decimal, type Order, type Payer, type World } from './state.ts';

const names: { readonly [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escapeHtml = (value: string): string =>
  value.replaceAll(/[&<>"]/g, (char) => names[char] ?? '');

function page(title: string, body: string, status = 200): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
  body { font: 16px/1.4 system-ui, sans-serif; margin: 0; padding: 16px; color: #1a2233; }
  form { display: grid; gap: 12px; max-width: 28rem; }
  fieldset { display: grid; gap: 8px; border: 1px solid #6b7690; border-radius: 6px; }
  label { display: grid; gap: 4px; }
  input:not([type="radio"]) { font: inherit; padding: 10px; }
  button { font: inherit; padding: 10px 16px; border-radius: 6px; border: 1px solid #6b7690; }
  .error { color: #b3261e; margin: 0; }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

function checkout(cart: Cart, notice: string): Response {
  const { currency, name = '', price, prod = '', test } = cart.parameters;
  const banner = test === '1' ? '<p>This is a test order: no money moves.</p>' : '';
  return page(
    '2Checkout',
    `<p>${escapeHtml(prod)}: ${price} ${currency}</p>
${banner}
<form method="post" action="/checkout/order">
<input type="hidden" name="cart" value="${cart.id}">
<fieldset><legend>Payment method</legend>
<label><span><input type="radio" name="method" value="CC" checked> Card</span></label>
<label><span><input type="radio" name="method" value="WIRE"> Bank transfer</span></label>
</fieldset>
<label>Name on card <input name="holder" autocomplete="cc-name" value="${escapeHtml(name)}"></label>
<label>Card number <input name="number" inputmode="numeric" autocomplete="cc-number"></label>
<label>Expiration date <input name="expiry" autocomplete="cc-exp"></label>
<label>Security code <input name="cvv" inputmode="numeric" autocomplete="cc-csc"></label>
<p class="error" role="alert">${escapeHtml(notice)}</p>
<button id="place-order">Place order</button>
</form>`,
  );
}

function openCart(world: World, query: URLSearchParams): Response {
  const refusal = refusalOfLink(world.account, query, world.time());
  if (refusal !== null) return page('2Checkout', `<p>${escapeHtml(refusal)}</p>`, 400);
  const cart: Cart = { id: world.number(), parameters: Object.fromEntries(query), refNo: null };
  world.state.carts.set(cart.id, cart);
  return checkout(cart, '');
}

/** Back to the shop, with what is told of the order there. */
function goBack(world: World, cart: Cart, order: Order): Response {
  const target = cart.parameters['return-url'];
  if (target === undefined || cart.parameters['return-type'] !== 'redirect') {
    return page('2Checkout', `<p>Thank you. Your order is ${order.refNo}.</p>`);
  }
  const url = new URL(target);
  const told = {
    refno: order.refNo,
    'order-ext-ref': order.externalReference,
    total: decimal(order.amount),
    currency: order.currency,
  };
  const byName = Object.entries(told).sort(([a], [b]) => (a < b ? -1 : 1));
  const values = byName.map(([, value]) => value);
  const signature = signed('sha256', world.account.buyLinkSecretWord, values);
  for (const [name, value] of Object.entries({ ...told, signature })) {
    url.searchParams.set(name, value);
  }
  return new Response(null, { status: 303, headers: { location: url.href } });
}

function payerOf(form: URLSearchParams): Payer | null {
  if (form.get('method') === 'WIRE') return 'wire';
  if (form.get('number')?.replace(/\D/g, '') !== '4111111111111111') return null;
  const holder = form.get('holder')?.trim();
  const known = Object.entries(holders).find(([, name]) => name === holder);
  return (known?.[0] as Payer | undefined) ?? 'approved';
}

async function order(world: World, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const cart = world.state.carts.get(form.get('cart') ?? '');
  if (cart === undefined) return page('2Checkout', '<p>This page has ended.</p>', 404);
  const payer = payerOf(form);
  if (payer === null) return checkout(cart, 'The card number is not valid.');
  const placed = placeOrder(world, cart, payer);
  if (placed.errors !== null) return checkout(cart, Object.values(placed.errors).join(' '));
  return goBack(world, cart, placed);
}

/** Answers a browser on 2Checkout's pages; null where the request is for the API. */
export async function servePages(
  world: World,
  request: Request,
  trouble: TwoCheckoutTrouble | null,
): Promise<Response | null> {
  const { pathname, searchParams } = new URL(request.url);
  const route = `${request.method} ${pathname}`;
  if (route === 'GET /checkout/buy') return openCart(world, searchParams);
  if (route !== 'POST /checkout/order') return null;
  try {
    refuseFor(trouble, 'page');
    return await order(world, request);
  } catch (error) {
    if (!(error instanceof TwoCheckoutFault)) throw error;
    return page('2Checkout', `<p>${escapeHtml(error.message)}</p>`, error.status);
  }
}
