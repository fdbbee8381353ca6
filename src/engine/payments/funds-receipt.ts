import { formatAmount, money } from '../../rules/money.ts';
import type { Scope } from '../context.ts';
import { enqueueMail } from '../mails.ts';

/** A charge that pays no invoice. */
interface FundsCharge {
  readonly id: string;
  readonly client_id: string;
  /** Who added the funds. */
  readonly contact_id: string;
}

/** Sends the receipt of funds that came, to who added them; it is no tax invoice (SPEC 8.4). */
export async function sendFundsReceipt(scope: Scope, charge: FundsCharge): Promise<void> {
  const { id: chargeId, client_id: clientId, contact_id: contactId } = charge;
  const { number, amount, currency, method, made_on } = await scope.handle
    .selectFrom('transactions')
    .select(['number', 'amount', 'currency', 'method', 'made_on'])
    .where('charge_id', '=', chargeId)
    .where('kind', '=', 'payment')
    .executeTakeFirstOrThrow();
  await enqueueMail(scope, {
    event: 'funds',
    key: `mail.funds:${chargeId}`,
    clientId,
    data: {
      contactId,
      receipt: {
        number: `T-${number}`,
        amount: formatAmount(money(amount, currency)),
        currency,
        method,
        on: made_on,
      },
    },
  });
}
