import { approveOrder } from './orders.ts';
import type { Funding, Json, World } from './state.ts';
import { approveSetup } from './vault.ts';
import { payer } from './views.ts';

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
  button { font: inherit; padding: 10px 16px; border-radius: 6px; border: 1px solid #6b7690; }
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
}

const fundings: readonly (readonly [Funding, string])[] = [
  ['balance', 'PayPal balance'],
  ['declined', 'A card that is declined'],
  ['review', 'A payment that is reviewed'],
  ['bank', 'A bank account'],
];

function form(action: string, question: string, confirm: string): string {
  const choices = fundings.map(
    ([value, label]) =>
      `<label><input type="radio" name="funding" value="${value}"${
        value === 'balance' ? ' checked' : ''
      }> ${label}</label>`,
  );
  return `<p>${escapeHtml(question)}</p>
<form method="post" action="${escapeHtml(action)}">
<fieldset><legend>Pay with</legend>
${choices.join('\n')}
</fieldset>
<button name="answer" value="approve" id="approve">${confirm}</button>
<button name="answer" value="cancel" id="cancel">Cancel</button>
</form>`;
}

function back(to: string, fields: { readonly [name: string]: string }): Response {
  const url = new URL(to);
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  return new Response(null, { status: 303, headers: { location: url.href } });
}

async function answerOf(request: Request): Promise<{ approves: boolean; funding: Funding }> {
  const given = new URLSearchParams(await request.text());
  const known = fundings.find(([name]) => name === given.get('funding'));
  return { approves: given.get('answer') === 'approve', funding: known?.[0] ?? 'balance' };
}

const over = (): Response => page('PayPal', '<p>This page has ended.</p>', 404);

async function orderPage(world: World, request: Request, id: string): Promise<Response> {
  const order = world.state.orders.get(id);
  if (order === undefined || order.captureId !== null) return over();
  const { cancelUrl, returnUrl } = order;
  const { currency_code, value } = order.amount;
  const action = `/checkoutnow?token=${id}`;
  if (request.method !== 'POST') {
    const question = `${payer.email} pays ${value} ${currency_code}. ${order.description ?? ''}`;
    return page('PayPal Checkout', form(action, question, 'Pay now'));
  }
  const { approves, funding } = await answerOf(request);
  if (!approves && cancelUrl !== null) return back(cancelUrl, { token: id });
  approveOrder(world, id, funding);
  if (returnUrl === null) return page('PayPal Checkout', '<p>Thank you.</p>');
  return back(returnUrl, { token: id, PayerID: payer.id });
}

async function setupPage(world: World, request: Request, id: string): Promise<Response> {
  const setup = world.state.setups.get(id);
  if (setup === undefined || setup.status !== 'PAYER_ACTION_REQUIRED') return over();
  const fields: { readonly [name: string]: Json & string } = {
    approval_token_id: id,
    approval_session_id: id,
  };
  if (request.method !== 'POST') {
    const question = `${payer.email} agrees to later payments. ${setup.description ?? ''}`;
    const action = `/agreements/approve?approval_session_id=${id}`;
    return page('Save PayPal', form(action, question, 'Agree'));
  }
  const { approves, funding } = await answerOf(request);
  if (!approves) return back(setup.cancelUrl, fields);
  approveSetup(world, id, funding);
  return back(setup.returnUrl, fields);
}

/** Answers a browser on PayPal's own pages; null where the request is for the API. */
export async function servePages(world: World, request: Request): Promise<Response | null> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/checkoutnow') {
    return orderPage(world, request, searchParams.get('token') ?? '');
  }
  if (pathname === '/agreements/approve') {
    return setupPage(world, request, searchParams.get('approval_session_id') ?? '');
  }
  return null;
}
