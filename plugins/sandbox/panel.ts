import type { Panel, PanelRequest, PanelState } from '../../src/ports/panel.ts';
import type { Outcome, PluginContext } from '../../src/ports/plugin.ts';
import { askVendor, asObject, type VendorAccess, type VendorAnswer } from './http.ts';

/** What the sandbox's panel needs to know. */
export interface SandboxPanelOptions extends VendorAccess {
  /** The vendor's base as a browser reaches it, without a slash at its end. */
  readonly publicUrl: string;
}

const serverGroup = 'sandbox';
const controlPanel = 'Sandbox panel';

function readState(body: unknown): PanelState {
  const account = asObject(body);
  const { id, status, plan, userName } = account ?? {};
  if (
    typeof id !== 'string' ||
    typeof plan !== 'string' ||
    typeof userName !== 'string' ||
    (status !== 'active' && status !== 'suspended')
  ) {
    throw new Error('The sandbox answered without an account.');
  }
  return { reference: id, status, plan, userName, serverGroup, controlPanel };
}

function accountPath(reference: string): string {
  return `/v1/accounts/${encodeURIComponent(reference)}`;
}

function createBody(input: PanelRequest, userName: string): Readonly<Record<string, unknown>> {
  const { packageId, plan, domainName, email, name, password, addOns } = input;
  const domain = domainName;
  return { externalId: packageId, plan, domain, email, name, userName, password, addOns };
}

/** Another user name for the same package, the same at every try. */
function otherUserName(input: PanelRequest): string {
  const ending = input.packageId
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(-6)
    .toLowerCase();
  return `${input.userName.slice(0, 24)}${ending}`;
}

async function create(
  options: SandboxPanelOptions,
  input: PanelRequest,
  context: PluginContext,
): Promise<Outcome<PanelState>> {
  const post = (userName: string): Promise<VendorAnswer> =>
    askVendor(options, context, 'POST', '/v1/accounts', createBody(input, userName));
  let answer = await post(input.userName);
  if (!answer.ok && answer.code === 'user_name_taken') answer = await post(otherUserName(input));
  if (!answer.ok && answer.code !== 'already_exists') return answer.failure;
  const state = readState(answer.ok ? answer.body : asObject(answer.body)?.['account']);
  if (state.plan !== input.plan) {
    const message = `The account exists with plan "${state.plan}", not "${input.plan}".`;
    return { status: 'failed', code: 'conflict', message, reference: state.reference };
  }
  return { status: 'done', reference: state.reference, value: state };
}

async function change(
  options: SandboxPanelOptions,
  reference: string,
  body: Readonly<Record<string, unknown>>,
  context: PluginContext,
): Promise<Outcome<null>> {
  const answer = await askVendor(options, context, 'PATCH', accountPath(reference), body);
  if (!answer.ok) return answer.failure;
  const state = readState(answer.body);
  return { status: 'done', reference: state.reference, value: null };
}

async function terminate(
  options: SandboxPanelOptions,
  reference: string,
  context: PluginContext,
): Promise<Outcome<null>> {
  const answer = await askVendor(options, context, 'DELETE', accountPath(reference));
  const gone = answer.ok || answer.code === 'account_unknown';
  return gone ? { status: 'done', reference, value: null } : answer.failure;
}

async function lookup(
  options: SandboxPanelOptions,
  packageId: string,
  context: PluginContext,
): Promise<PanelState | null> {
  const path = `/v1/accounts?externalId=${encodeURIComponent(packageId)}`;
  const answer = await askVendor(options, context, 'GET', path);
  if (!answer.ok) throw new Error(`The sandbox did not look: ${answer.failure.message}`);
  const accounts: unknown = asObject(answer.body)?.['accounts'];
  if (!Array.isArray(accounts)) throw new Error('The sandbox answered without accounts.');
  if (accounts.length > 1) throw new Error(`The sandbox holds ${packageId} more than once.`);
  return accounts[0] === undefined ? null : readState(accounts[0]);
}

async function signIn(
  options: SandboxPanelOptions,
  reference: string,
  context: PluginContext,
): Promise<Outcome<{ readonly url: string }>> {
  const path = `${accountPath(reference)}/sessions`;
  const answer = await askVendor(options, context, 'POST', path);
  if (!answer.ok) return answer.failure;
  const signInPath = asObject(answer.body)?.['path'];
  if (typeof signInPath !== 'string' || !signInPath.startsWith('/panel/')) {
    throw new Error('The sandbox answered without an address.');
  }
  return { status: 'done', reference, value: { url: `${options.publicUrl}${signInPath}` } };
}

/** The sandbox's panel: accounts that host nothing, with a page to sign in at. */
export function sandboxPanel(options: SandboxPanelOptions): Panel {
  return {
    create: (input, context) => create(options, input, context),
    suspend: ({ reference, reason }, context) =>
      change(options, reference, { status: 'suspended', reason }, context),
    unsuspend: ({ reference }, context) =>
      change(options, reference, { status: 'active' }, context),
    terminate: ({ reference }, context) => terminate(options, reference, context),
    changePlan: ({ reference, plan, addOns }, context) =>
      change(options, reference, { plan, addOns }, context),
    lookup: ({ packageId }, context) => lookup(options, packageId, context),
    signIn: ({ reference }, context) => signIn(options, reference, context),
  };
}
