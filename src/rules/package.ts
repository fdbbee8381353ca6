import { type Change, change, defineMachine, type Machine } from './state-machine.ts';

/** The fifteen statuses of a package (SPEC 5.2). */
export type PackageStatus =
  | 'pending'
  | 'active'
  | 'suspended'
  | 'pending_renewal'
  | 'transferred'
  | 'canceled'
  | 'fraudulent'
  | 'collections'
  | 'work_in_progress'
  | 'failed'
  | 'expired'
  | 'stopped'
  | 'started'
  | 'submitted'
  | 'completed';

/** Who may ask for a change of status: a plugin's report counts as the engine's. */
export type PackageActor = 'engine' | 'operator' | 'client';

/** What a change does at the plugin (SPEC 5.4). */
export type PackageEffect = 'provision' | 'suspend' | 'unsuspend' | 'terminate';

/** The names of the steps. */
export type PackageEvent =
  | 'activate'
  | 'cancel'
  | 'cancel_unprovisioned'
  | 'collect'
  | 'collect_running'
  | 'complete'
  | 'expire'
  | 'expire_running'
  | 'give_up'
  | 'mark_fraudulent'
  | 'mark_fraudulent_running'
  | 'renew'
  | 'restore'
  | 'retry'
  | 'settle'
  | 'start'
  | 'stop'
  | 'stop_running'
  | 'submit'
  | 'suspend'
  | 'suspend_by_hand'
  | 'transfer'
  | 'work';

/** All statuses, in the order of SPEC 5.2. */
export const packageStatuses: readonly PackageStatus[] = [
  'pending',
  'active',
  'suspended',
  'pending_renewal',
  'transferred',
  'canceled',
  'fraudulent',
  'collections',
  'work_in_progress',
  'failed',
  'expired',
  'stopped',
  'started',
  'submitted',
  'completed',
];

const inWork: readonly PackageStatus[] = ['work_in_progress', 'started', 'submitted'];
const system: readonly PackageActor[] = ['engine', 'operator'];
const operator: readonly PackageActor[] = ['operator'];
const anyone: readonly PackageActor[] = ['engine', 'operator', 'client'];

/**
 * The one way in which a package changes its status (SPEC 5.4).
 *
 * `pending` → `active` has no effect, since it *reports* that the plugin has provisioned; a retry
 * after `failed` asks for it anew. Fraud suspends and does not terminate: the data are evidence.
 */
export const packageMachine: Machine<PackageStatus, PackageEvent, PackageActor, PackageEffect> =
  defineMachine<PackageStatus, PackageEvent, PackageActor, PackageEffect>({
    name: 'package',
    states: packageStatuses,
    initial: 'pending',
    final: ['canceled', 'transferred', 'fraudulent', 'completed'],
    transitions: [
      { event: 'activate', from: ['pending', 'pending_renewal'], to: 'active', by: ['engine'] },
      { event: 'activate', from: ['failed', ...inWork], to: 'active', by: system },
      { event: 'give_up', from: ['pending', ...inWork], to: 'failed', by: system },
      { event: 'retry', from: ['failed'], to: 'pending', by: operator, effect: 'provision' },
      {
        event: 'work',
        from: ['pending', 'failed', 'started', 'submitted'],
        to: 'work_in_progress',
        by: system,
      },
      { event: 'start', from: ['pending', 'work_in_progress'], to: 'started', by: system },
      {
        event: 'submit',
        from: ['pending', 'work_in_progress', 'started'],
        to: 'submitted',
        by: system,
      },
      { event: 'complete', from: ['pending', 'active', ...inWork], to: 'completed', by: system },
      { event: 'suspend', from: ['active'], to: 'suspended', by: system, effect: 'suspend' },
      {
        // Dunning never suspends a domain (SPEC 10.9), so only a person may.
        event: 'suspend_by_hand',
        from: ['pending_renewal'],
        to: 'suspended',
        by: operator,
        effect: 'suspend',
      },
      {
        event: 'restore',
        from: ['suspended', 'expired'],
        to: 'active',
        by: system,
        effect: 'unsuspend',
      },
      {
        event: 'restore',
        from: ['stopped', 'collections'],
        to: 'active',
        by: operator,
        effect: 'unsuspend',
      },
      { event: 'settle', from: ['collections'], to: 'suspended', by: operator },
      { event: 'renew', from: ['active', 'expired'], to: 'pending_renewal', by: ['engine'] },
      {
        event: 'stop_running',
        from: ['active', 'pending_renewal'],
        to: 'stopped',
        by: operator,
        effect: 'suspend',
      },
      { event: 'stop', from: ['suspended'], to: 'stopped', by: operator },
      {
        event: 'expire_running',
        from: ['active'],
        to: 'expired',
        by: ['engine'],
        effect: 'suspend',
      },
      {
        event: 'expire',
        from: ['suspended', 'stopped', 'pending_renewal'],
        to: 'expired',
        by: ['engine'],
      },
      {
        event: 'collect_running',
        from: ['active', 'pending_renewal'],
        to: 'collections',
        by: operator,
        effect: 'suspend',
      },
      {
        event: 'collect',
        from: ['suspended', 'expired', 'stopped'],
        to: 'collections',
        by: operator,
      },
      {
        event: 'transfer',
        from: ['active', 'suspended', 'pending_renewal', 'stopped'],
        to: 'transferred',
        by: operator,
      },
      {
        event: 'mark_fraudulent_running',
        from: ['active', 'pending_renewal'],
        to: 'fraudulent',
        by: operator,
        effect: 'suspend',
      },
      {
        event: 'mark_fraudulent',
        from: ['pending', 'failed', 'suspended', 'expired', 'stopped', 'collections', ...inWork],
        to: 'fraudulent',
        by: operator,
      },
      { event: 'cancel_unprovisioned', from: ['pending'], to: 'canceled', by: anyone },
      { event: 'cancel_unprovisioned', from: ['failed', ...inWork], to: 'canceled', by: system },
      {
        event: 'cancel',
        from: ['active', 'suspended', 'pending_renewal', 'expired', 'stopped'],
        to: 'canceled',
        by: anyone,
        effect: 'terminate',
      },
      { event: 'cancel', from: ['collections'], to: 'canceled', by: system, effect: 'terminate' },
    ],
  });

/**
 * Asks for a status; the answer says what to do at the plugin, null for nothing (SPEC 5.4).
 *
 * @throws BillingError `invalid_transition`.
 */
export function changePackageStatus(request: {
  readonly from: PackageStatus;
  readonly to: PackageStatus;
  readonly by: PackageActor;
}): Change<PackageStatus, PackageEffect> {
  return change(packageMachine, request);
}

/**
 * Whether the billing run invoices a package (SPEC 5.3): active ones, pending ones for their first
 * invoice, suspended ones by the provider's rule (6.7), all others never.
 */
export function mayInvoice(
  status: PackageStatus,
  rule: { readonly isFirst: boolean; readonly suspendedInvoiced: boolean },
): boolean {
  if (status === 'active') return true;
  if (status === 'pending') return rule.isFirst;
  return status === 'suspended' && rule.suspendedInvoiced;
}
