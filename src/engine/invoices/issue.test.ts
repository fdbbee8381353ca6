import { describe, expect, it } from 'vitest';
import { type UnpaidInvoice, unpaidTodo } from './issue.ts';

const todo = { title: 'Pay your invoice', text: 'It is due.' };
type Line = NonNullable<UnpaidInvoice['lines']>[number];
const line = (origin: Line['origin'], kind: Line['line']['kind']): Line => ({
  origin,
  line: { kind },
});

/** The kind of the to-do of an invoice. */
function kindOf(lines: readonly Line[], kind?: 'correction_unpaid'): string {
  const own = kind === undefined ? todo : { ...todo, kind };
  return unpaidTodo('i1', { clientId: 'c1', todo: own, lines }).kind;
}

describe('the to-do of an unpaid invoice', () => {
  it('[15.4] is about a change where its lines come from one', () => {
    expect(kindOf([line('change', 'reversal'), line('change', 'cycle')])).toBe('change_unpaid');
  });

  it('[15.4, 5.17] is about a correction where it only takes a credit note back', () => {
    expect(kindOf([line('change', 'reversal'), line('change', 'reversal')])).toBe(
      'correction_unpaid',
    );
  });

  it('[15.4, 12.3] is about use where that is what it charges', () => {
    expect(kindOf([line('usage', 'usage')])).toBe('usage_unpaid');
  });

  it('[15.4, 7.12] is what its cause says, whatever its lines come from', () => {
    expect(kindOf([line('change', 'cycle')], 'correction_unpaid')).toBe('correction_unpaid');
  });

  it('[15.4] is about an invoice otherwise', () => {
    expect(kindOf([line('cycle', 'cycle')])).toBe('invoice_unpaid');
    expect(unpaidTodo('i1', { clientId: 'c1', todo })).toMatchObject({
      kind: 'invoice_unpaid',
      key: 'invoice.unpaid:i1',
      invoiceId: 'i1',
    });
  });
});
