import type { GatewaySetup, SavedMethod, SetupQuery } from '../../src/ports/gateway.ts';
import { MismatchError } from '../../src/ports/mismatch.ts';
import type { Outcome, PluginContext } from '../../src/ports/plugin.ts';
import { ask, failureOf, find, type PayPalAccess } from './api.ts';
import { eventsOf, searchSpan } from './find.ts';
import { linkIn, need, type Obj, objectIn, textIn } from './json.ts';
import { keptWallet } from './order.ts';

type Setup = Outcome<SavedMethod>;

/** PayPal keeps no field of ours with an account but what its owner reads. */
const prefix = 'Reference ';

/** The setup that a record of the vault is of, or null. */
export function setupIdIn(record: Obj): string | null {
  const text = textIn(objectIn(record, 'payment_source', 'paypal'), 'description');
  return text?.startsWith(prefix) ? text.slice(prefix.length) : null;
}

function kept(token: Obj): Setup {
  const reference = need(textIn(token, 'id'), "a token's id");
  const value = keptWallet(reference, textIn(objectIn(token, 'customer'), 'id'));
  return { status: 'done', reference, value };
}

/** Turns an approved setup into a kept account; the same key a second time is the same account. */
async function keep(
  access: PayPalAccess,
  { setupId }: SetupQuery,
  reference: string,
  context: PluginContext,
): Promise<Setup> {
  const answer = await ask(access, context, {
    method: 'POST',
    path: '/v3/vault/payment-tokens',
    key: `${setupId}:keep`,
    body: { payment_source: { token: { id: reference, type: 'SETUP_TOKEN' } } },
  });
  if (answer.ok) return kept(answer.body);
  // Where its key is forgotten, the events still know what came of it.
  return (await findToken(access, setupId, context)) ?? { ...failureOf(answer.error), reference };
}

async function readSetup(
  access: PayPalAccess,
  query: SetupQuery,
  token: Obj,
  context: PluginContext,
): Promise<Setup> {
  const reference = need(textIn(token, 'id'), "a token's id");
  if (setupIdIn(token) !== query.setupId) {
    throw new MismatchError('charge', reference, `PayPal's ${reference} is another setup.`);
  }
  const status = textIn(token, 'status') ?? '';
  if (status === 'APPROVED' || status === 'VAULTED') {
    return keep(access, query, reference, context);
  }
  if (status !== 'CREATED' && status !== 'PAYER_ACTION_REQUIRED') {
    throw new Error(`PayPal has an unknown status of a setup: ${status}.`);
  }
  const url = need(linkIn(token, 'approve', 'payer-action'), "the setup's page");
  return { status: 'pending', reference, action: { kind: 'redirect', url } };
}

/** The account that came of a setup, by the event that told of it. */
async function findToken(
  access: PayPalAccess,
  setupId: string,
  context: PluginContext,
): Promise<Setup | null> {
  for await (const event of eventsOf(access, context, searchSpan(access, context))) {
    const resource = objectIn(event, 'resource');
    if (event['event_type'] !== 'VAULT.PAYMENT-TOKEN.CREATED') continue;
    if (setupIdIn(resource) !== setupId) continue;
    return readToken(access, need(textIn(resource, 'id'), "a token's id"), context);
  }
  return null;
}

async function readToken(access: PayPalAccess, id: string, context: PluginContext): Promise<Setup> {
  const token = await find(access, context, `/v3/vault/payment-tokens/${encodeURIComponent(id)}`);
  if (token !== null) return kept(token);
  const message = 'The account was kept, and is removed again.';
  return { status: 'failed', code: 'canceled', message, reference: id };
}

/** What PayPal holds for a setup, or null when it never heard of it. */
export async function lookupSetup(
  access: PayPalAccess,
  query: SetupQuery,
  context: PluginContext,
): Promise<Setup | null> {
  const { reference, setupId } = query;
  if (reference === undefined) return findToken(access, setupId, context);
  const path = `/v3/vault/setup-tokens/${encodeURIComponent(reference)}`;
  const token = await find(access, context, path);
  if (token !== null) return readSetup(access, query, token, context);
  // PayPal forgets setups after three hours; their accounts it keeps.
  const held = await findToken(access, setupId, context);
  if (held !== null) return held;
  const message = 'Keeping the account was not approved in time.';
  return { status: 'failed', code: 'expired', message, reference };
}

/** Opens PayPal's page on which its account is kept without a charge. */
export async function setup(
  access: PayPalAccess,
  input: GatewaySetup,
  context: PluginContext,
): Promise<Setup> {
  const { customerReference, returnUrl, setupId } = input;
  const answer = await ask(access, context, {
    method: 'POST',
    path: '/v3/vault/setup-tokens',
    key: setupId,
    body: {
      ...(customerReference === undefined ? {} : { customer: { id: customerReference } }),
      payment_source: {
        paypal: {
          description: `${prefix}${setupId}`,
          usage_type: 'MERCHANT',
          customer_type: 'CONSUMER',
          permit_multiple_payment_tokens: true,
          experience_context: {
            return_url: returnUrl,
            cancel_url: returnUrl,
            shipping_preference: 'NO_SHIPPING',
            ...(access.brandName === undefined ? {} : { brand_name: access.brandName }),
          },
        },
      },
    },
  });
  if (!answer.ok) return failureOf(answer.error);
  if (answer.status === 201) return readSetup(access, input, answer.body, context);
  const reference = need(textIn(answer.body, 'id'), "a token's id");
  const held = await lookupSetup(access, { setupId, reference }, context);
  return held ?? readSetup(access, input, answer.body, context);
}

/** Has PayPal forget an account; one that it has forgotten already is no failure. */
export async function removeMethod(
  access: PayPalAccess,
  methodReference: string,
  context: PluginContext,
): Promise<Outcome<null>> {
  const answer = await ask(access, context, {
    method: 'DELETE',
    path: `/v3/vault/payment-tokens/${encodeURIComponent(methodReference)}`,
  });
  if (answer.ok || answer.error.status === 404) {
    return { status: 'done', reference: methodReference, value: null };
  }
  return failureOf(answer.error);
}
