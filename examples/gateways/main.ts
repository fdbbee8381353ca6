/**
 * The provider of `npm start`, with the real plugins of payment gateways. In the place of each
 * gateway stands a server that speaks its protocol and refuses what it refuses; no money moves.
 */
import { listenPayPal } from '../../test/fakes/paypal/node.ts';
import { listenStripe } from '../../test/fakes/stripe/node.ts';
import { listenTwoCheckout } from '../../test/fakes/twocheckout/node.ts';

const port = Number(process.env['PORT'] ?? 4000);
const shopUrl = `http://127.0.0.1:${port}`;

/** The provider's clock can be moved, and signatures are only good for minutes. */
let clock = (): Date => new Date();
const now = (): Date => clock();
const webhooks = `${shopUrl}/api/webhooks`;
const stripe = await listenStripe({ port: port + 4, now, webhookUrl: `${webhooks}/stripe` });
const checkout = await listenStripe({
  port: port + 5,
  now,
  webhookUrl: `${webhooks}/stripe-checkout`,
});
const paypal = await listenPayPal({ port: port + 6, now, webhookUrl: `${webhooks}/paypal` });
const twoCheckout = await listenTwoCheckout({
  port: port + 7,
  now,
  webhookUrl: `${webhooks}/twocheckout`,
});
process.env['GATEWAYS'] = JSON.stringify({
  stripe: stripe.url,
  'stripe-checkout': checkout.url,
  paypal: paypal.url,
  twocheckout: twoCheckout.url,
});
const provider = await import('../provider/main.ts');
clock = provider.now;
process.stdout.write(`
Gateways

  Stripe          ${stripe.url}, its page at ${checkout.url}
                  (4242 4242 4242 4242 is approved, 4000 0000 0000 9995
                  declined, 4000 0027 6000 3184 asks for 3-D Secure)
  PayPal          ${paypal.url}
  2Checkout       ${twoCheckout.url}
                  (4111 1111 1111 1111; the name on the card says what
                  becomes of it: John Doe is approved)
`);
