import type { Selectable } from 'kysely';
import type { BillingAccountType } from '../../contract/billing-accounts.ts';
import type { BillingAccountSetupsTable } from '../../storage/tables/payments.ts';
import type { Scope } from '../context.ts';

/** A setup's row. */
export type SetupRow = Selectable<BillingAccountSetupsTable>;

/** What a setup's row keeps of how it is to be made. */
export interface SetupInput {
  readonly data: Readonly<Record<string, string>>;
  readonly returnUrl: string;
  readonly packageIds: readonly string[];
  readonly makeDefault: boolean;
  readonly type: BillingAccountType;
  readonly label: string;
  /** The contact who wished it, and consented. */
  readonly askedBy: string;
}

/** A setup's row, locked. */
export function readSetup(scope: Scope, setupId: string): Promise<SetupRow> {
  return scope.handle
    .selectFrom('billing_account_setups')
    .selectAll()
    .where('id', '=', setupId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The input of a setup without what the client's page gave: of no use after its end. */
export function withoutData({ input }: SetupRow): string {
  return JSON.stringify({ ...Object(input), data: {} });
}
