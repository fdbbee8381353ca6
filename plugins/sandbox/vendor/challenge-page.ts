import { Hono } from 'hono';
import { html } from 'hono/html';
import { formatAmount } from '../../../src/rules/money.ts';
import { sameSecret } from '../crypto.ts';
import { settleCharge } from './charges.ts';
import { Refusal, type VendorCore } from './core.ts';
import { asScriptValue, renderPage } from './page.ts';
import type { ChargeRow } from './state.ts';

function findChallenge(vendor: VendorCore, id: string, secret: string): ChargeRow {
  const charge = vendor.state.charges.find((row) => row.id === id);
  if (charge === undefined || !sameSecret(charge.challengeSecret, secret)) {
    throw new Refusal(404, 'challenge_unknown', 'There is no such challenge.');
  }
  return charge;
}

function askPage(charge: ChargeRow): Promise<Response> {
  const amount = formatAmount({ amount: BigInt(charge.amount), currency: charge.currency });
  return renderPage({
    title: 'Sandbox bank',
    frameAncestor: new URL(charge.returnUrl).origin,
    content: html`<p>Do you approve this payment?</p>
<dl><dt>Amount</dt><dd>${amount} ${charge.currency}</dd>
<dt>For</dt><dd>${charge.description}</dd>
<dt>Card</dt><dd>${charge.brand} •••• ${charge.last4}</dd></dl>
<form method="post">
<button name="answer" value="approve">Approve</button>
<button name="answer" value="reject" class="quiet">Reject</button>
</form>`,
  });
}

function donePage(charge: ChargeRow): Promise<Response> {
  const origin = new URL(charge.returnUrl).origin;
  const message = asScriptValue({ type: 'sandbox-challenge', id: charge.id, state: 'answered' });
  return renderPage({
    title: 'Sandbox bank',
    frameAncestor: origin,
    content: html`<p>Thank you. <a href="${charge.returnUrl}">Go back to the shop</a></p>`,
    script:
      `if (window.parent !== window) window.parent.postMessage(${message}, ` +
      `${asScriptValue(origin)}); else location.replace(${asScriptValue(charge.returnUrl)});`,
  });
}

/** The bank's page of 3-D Secure: asks, and tells the page around it when it was answered. */
export function challengeRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.get('/challenge/:id', (c) => {
    const charge = findChallenge(vendor, c.req.param('id'), c.req.query('secret') ?? '');
    return charge.status === 'challenge' ? askPage(charge) : donePage(charge);
  });
  routes.post('/challenge/:id', async (c) => {
    const charge = findChallenge(vendor, c.req.param('id'), c.req.query('secret') ?? '');
    const { answer } = await c.req.parseBody();
    if (answer !== 'approve' && answer !== 'reject') {
      throw new Refusal(400, 'invalid_field', 'The answer is approve or reject.', 'answer');
    }
    if (charge.status === 'challenge') {
      settleCharge(vendor, charge, answer === 'approve' ? undefined : 'authentication_failed');
      vendor.save();
    }
    return donePage(charge);
  });
  return routes;
}
