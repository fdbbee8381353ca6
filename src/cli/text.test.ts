import { describe, expect, it } from 'vitest';
import { money } from '../rules/money.ts';
import { amountsText, amountText, factsText, tableText } from './text.ts';

describe('text', () => {
  it('[18.1] amounts have all decimals of their currency', () => {
    expect(amountText(money(1250n, 'EUR'))).toBe('12.50 EUR');
    expect(amountText(money(1200n, 'JPY'))).toBe('1200 JPY');
    expect(amountsText([money(1n, 'EUR'), money(2n, 'USD')])).toBe('0.01 EUR, 0.02 USD');
    expect(amountsText([])).toBe('-');
  });

  it('[18.1] columns stand under each other, and a dash for what is missing', () => {
    const rows = [
      ['charging', null],
      ['a', 12],
    ];
    expect(tableText(['off', 'n'], rows)).toBe('off       n\ncharging  -\na         12');
  });

  it('[18.1] facts have their names first', () => {
    expect(factsText({ id: 'x', status: null })).toBe('id      x\nstatus  -');
  });
});
