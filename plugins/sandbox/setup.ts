import type { GatewaySetup, SavedMethod, SetupQuery } from '../../src/ports/gateway-setup.ts';
import type { Outcome, PluginContext } from '../../src/ports/plugin.ts';
import { readCharge } from './charge.ts';
import { askVendor, asObject, type VendorAccess } from './http.ts';

/** How setups reach the vendor. */
export interface SetupAccess extends VendorAccess {
  readonly account: string;
  readonly publicUrl: string;
}

/** Keeps a card without a charge; the same key a second time is the same setup. */
export async function setUp(
  access: SetupAccess,
  { setupId, data, returnUrl }: GatewaySetup,
  context: PluginContext,
): Promise<Outcome<SavedMethod>> {
  const body = { setupId, token: data['token'] ?? '', returnUrl };
  const answer = await askVendor(access, context, 'POST', '/v1/setups', body);
  return answer.ok ? readSetup(answer.body, access, setupId) : answer.failure;
}

/** What the vendor holds for a setup, or null when it never heard of it. */
export async function lookupSetup(
  access: SetupAccess,
  { setupId }: SetupQuery,
  context: PluginContext,
): Promise<Outcome<SavedMethod> | null> {
  const path = `/v1/setups?setupId=${encodeURIComponent(setupId)}`;
  const answer = await askVendor(access, context, 'GET', path);
  if (!answer.ok) throw new Error(`The sandbox did not look: ${answer.failure.message}`);
  const list: unknown = asObject(answer.body)?.['setups'];
  if (!Array.isArray(list)) throw new Error('The sandbox answered without setups.');
  const found: unknown = list[0];
  return found === undefined ? null : readSetup(found, access, setupId);
}

/** Has the vendor forget a card; one that is gone already is gone. */
export async function removeMethod(
  access: VendorAccess,
  methodReference: string,
  context: PluginContext,
): Promise<Outcome<null>> {
  const path = `/v1/methods/${encodeURIComponent(methodReference)}`;
  const answer = await askVendor(access, context, 'DELETE', path);
  if (!answer.ok && answer.code !== 'method_unknown') return answer.failure;
  return { status: 'done', reference: methodReference, value: null };
}

/** The vendor keeps a card by a charge of nothing, and shows it as one. */
function readSetup(body: unknown, access: SetupAccess, setupId: string): Outcome<SavedMethod> {
  const chargeId = `setup:${setupId}`;
  const amount = { amount: 0n, currency: 'EUR' };
  const record = readCharge(body, { ...access, chargeId, amount });
  if (record.status !== 'done') return record;
  const { saved } = record.value;
  if (saved === undefined) throw new Error('The sandbox kept no card.');
  const mandate = {
    reference: saved.methodReference,
    method: 'card',
    scope: 'off_session',
  } as const;
  return { status: 'done', reference: record.reference, value: { ...saved, mandate } };
}
