import type { Plan } from '../../rules/catalog.ts';
import type { Scope } from '../context.ts';

/**
 * Which trials a client does not get: of a product that it has tried before, and of a plan whose
 * trial needs a billing account where it has none (SPEC 2.10).
 *
 * @param clientId null for someone who is no client yet.
 */
export async function trialRefusals(
  { context, handle }: Scope,
  clientId: string | null,
): Promise<(productId: string, plan: Plan) => boolean> {
  const offersTrials = context.catalog.products.some(({ plans }) =>
    plans.some(({ trialDays = 0 }) => trialDays > 0),
  );
  if (!offersTrials || clientId === null) {
    return (_productId, plan) => plan.trialNeedsAccount === true;
  }
  const had = await handle
    .selectFrom('trials')
    .select('product_id')
    .where('client_id', '=', clientId)
    .execute();
  const account = await handle
    .selectFrom('billing_accounts')
    .select('id')
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .where('method_reference', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  const products = new Set(had.map(({ product_id }) => product_id));
  return (productId, plan) =>
    products.has(productId) || (plan.trialNeedsAccount === true && account === undefined);
}
