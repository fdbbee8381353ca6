import type { Principal } from '../../src/contract/operation.ts';
import { scopes } from '../../src/contract/operation.ts';
import { type Money, money } from '../../src/rules/money.ts';
import type { ClientPrincipal } from '../support/world.ts';
import { peek, type Universe } from './universe.ts';

/** The operator, who may do everything. */
export const operator: Principal = { kind: 'operator', name: 'simulation', scopes };

/** A client of the simulated provider, or one who is about to be. */
export interface Shopper {
  readonly userName: string;
  readonly country: 'FR' | 'DE' | 'CA';
  readonly currency: 'EUR' | 'JPY';
  /** Null until the first order was answered. */
  principal: ClientPrincipal | null;
  /** What an automatic browser of his would have of his last order. */
  ordering: boolean;
}

/** What a client sees of his account. */
export interface Account {
  readonly principal: ClientPrincipal;
  readonly unpaid: readonly { readonly id: string; readonly balance: Money }[];
  /** Charges that wait for a step of his. */
  readonly waiting: readonly { readonly id: string }[];
  readonly packages: readonly {
    readonly id: string;
    readonly status: string;
    readonly planId: string;
    readonly cycle: string;
  }[];
  readonly savedCards: readonly string[];
}

/** Reads what a client would see now, without a fault in between. */
export async function accountOf(universe: Universe, principal: ClientPrincipal): Promise<Account> {
  const { clientId } = principal;
  return peek(universe, async (handle) => {
    const invoices = await handle
      .selectFrom('invoices')
      .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
      .select(['invoices.id', 'currency', 'balance'])
      .where('invoices.client_id', '=', clientId)
      .where('invoices.kind', '=', 'invoice')
      .where('invoice_states.status', '=', 'unpaid')
      .where('balance', '>', 0n)
      .orderBy('invoices.number')
      .execute();
    const charges = await handle
      .selectFrom('charges')
      .select('id')
      .where('client_id', '=', clientId)
      .where((check) =>
        check.or([
          check('state', '=', 'action_required'),
          check.and([check('state', '=', 'pending'), check('plugin_id', '=', 'manual')]),
        ]),
      )
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    const packages = await handle
      .selectFrom('packages')
      .select(['id', 'status', 'plan_id', 'cycle'])
      .where('client_id', '=', clientId)
      .orderBy('number')
      .execute();
    const cards = await handle
      .selectFrom('billing_accounts')
      .select('id')
      .where('client_id', '=', clientId)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return {
      principal,
      unpaid: invoices.map(({ id, balance, currency }) => ({
        id,
        balance: money(balance, currency),
      })),
      waiting: charges,
      packages: packages.map((row) => ({
        id: row.id,
        status: row.status,
        planId: row.plan_id,
        cycle: row.cycle,
      })),
      savedCards: cards.map(({ id }) => id),
    };
  });
}
