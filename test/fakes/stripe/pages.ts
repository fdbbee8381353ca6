import { type Row, text, whole } from './state.ts';

function escapeHtml(value: string): string {
  const names: { readonly [char: string]: string } = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return value.replaceAll(/[&<>"]/g, (char) => names[char] ?? '');
}

function frame(title: string, body: string, script = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
  body { font: 16px/1.4 system-ui, sans-serif; margin: 0; padding: 16px; color: #1a2233; }
  form { display: grid; gap: 12px; max-width: 28rem; }
  label { display: grid; gap: 4px; font-weight: 600; }
  input { font: inherit; padding: 10px; min-width: 0; }
  input { border: 1px solid #6b7690; border-radius: 6px; }
  button { font: inherit; padding: 10px 16px; border-radius: 6px; border: 1px solid #6b7690; }
  .row { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
  .error { color: #b3261e; margin: 0; }
  .error:empty { display: none; }
  body.fields { padding: 2px; }
</style>
</head>
<body${title === 'Secure fields' ? ' class="fields"' : ''}>
${body}
${script === '' ? '' : `<script>${script}</script>`}
</body>
</html>`;
}

/** The bank's page for 3-D Secure: Complete or Fail. */
export function challengePage(id: string, secret: string): string {
  const action = `/3ds/${escapeHtml(id)}?client_secret=${encodeURIComponent(secret)}`;
  return frame(
    '3D Secure test page',
    `<h1>3D Secure test page</h1>
<p>Your bank asks whether you make this payment.</p>
<form method="post" action="${action}">
<button name="answer" value="complete" id="test-source-authorize-3ds">Complete</button>
<button name="answer" value="fail" id="test-source-fail-3ds">Fail</button>
</form>`,
  );
}

/** A page that has nothing left to do; it tells the page around it. */
export function donePage(message: string): string {
  const script = `parent !== window && parent.postMessage({ fakeStripe: 'challenge-done' }, '*');`;
  return frame('Stripe', `<p>${escapeHtml(message)}</p>`, script);
}

const cardFields = `<label>Card number or IBAN
<input name="number" id="number" inputmode="numeric" autocomplete="cc-number" required
  placeholder="1234 1234 1234 1234"></label>
<div class="row">
<label>Expiration date <input name="expiry" id="expiry" autocomplete="cc-exp"
  placeholder="MM / YY" required></label>
<label>Security code <input name="cvc" id="cvc" inputmode="numeric" autocomplete="cc-csc"
  placeholder="CVC" required></label>
</div>`;

/** Stripe's payment page. */
export function checkoutPage(session: Row, notice: string): string {
  const cancel = text(session, 'cancel_url');
  const currency = (text(session, 'currency') ?? '').toUpperCase();
  const isSetup = session['mode'] === 'setup';
  const title = isSetup
    ? 'Save a payment method'
    : `Pay ${whole(session, 'amount_total')} ${currency}`;
  const back =
    cancel === null ? '' : `<p><a href="${escapeHtml(cancel)}" id="cancel">Cancel</a></p>`;
  return frame(
    'Stripe Checkout',
    `<h1>${title}</h1>
${isSetup ? '' : '<p>In the smallest unit of the currency.</p>'}
<form method="post" action="/c/pay/${escapeHtml(session.id)}">
${cardFields}
<p class="error" role="alert">${escapeHtml(notice)}</p>
<button id="pay">${isSetup ? 'Save' : 'Pay'}</button>
</form>
${back}`,
  );
}

/** The frame of the Payment Element: a number never leaves it but for Stripe. */
export function fieldsPage(origin: string, key: string): string {
  const script = `
const form = document.querySelector('form');
const error = document.querySelector('.error');
const field = (name) => form.elements.namedItem(name);
const isBank = () => /^[A-Z]{2}/i.test(field('number').value) || /^0/.test(field('number').value);
const tell = (message) => parent.postMessage({ fakeStripe: 'fields', ...message }, '*');
function state() {
  const number = field('number').value.replace(/[\\s-]/g, '');
  const card = /^\\d{1,2}\\s*\\/\\s*\\d{2}$/.test(field('expiry').value.trim())
    && /^\\d{3,4}$/.test(field('cvc').value.trim());
  return { complete: number.length > 11 && (isBank() || card), empty: number === '' };
}
form.addEventListener('input', () => {
  error.textContent = '';
  tell({ event: 'change', ...state() });
});
form.addEventListener('submit', (event) => event.preventDefault());
addEventListener('message', async ({ data, source }) => {
  if (data?.fakeStripe !== 'ask') return;
  const reply = (body) => source.postMessage({ fakeStripe: 'answer', id: data.id, ...body }, '*');
  if (data.ask === 'focus') { field('number').focus(); return reply({}); }
  if (!state().complete) {
    const message = 'Your card number is incomplete.';
    error.textContent = message;
    field('number').focus();
    return reply({ error: { type: 'validation_error', code: 'incomplete_number', message } });
  }
  if (data.ask === 'submit') return reply({});
  const body = new URLSearchParams({ number: field('number').value });
  if (data.save) body.set('setup_future_usage', 'off_session');
  const response = await fetch('${origin}/v1/confirmation_tokens', {
    method: 'POST', body, headers: { authorization: 'Bearer ${key}' },
  });
  const answer = await response.json();
  if (answer.error) error.textContent = answer.error.message;
  reply(answer.error ? { error: answer.error } : { confirmationToken: answer });
});
tell({ event: 'ready', height: document.documentElement.scrollHeight });
new ResizeObserver(() => tell({ event: 'height', height: document.body.scrollHeight }))
  .observe(document.body);
`;
  return frame(
    'Secure fields',
    `<form>${cardFields}<p class="error" role="alert"></p></form>`,
    script,
  );
}
