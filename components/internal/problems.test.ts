import { expect } from '@open-wc/testing';
import {
  BillingError,
  type ErrorCode,
  errorCodes,
  type Refusal,
  refusals,
} from '../../src/errors.ts';
import { explained, faultText } from './problems.strings.ts';

const server = 'SERVER TEXT';
const codes = Object.keys(errorCodes) as ErrorCode[];

describe('the words for an error', () => {
  it('[19.7] are the page’s own for every code that a client can meet', () => {
    const told = codes
      .filter((code) => code !== 'invalid_input')
      .map((code) => explained(new BillingError(code, server)));
    for (const text of told) {
      expect(text).to.match(/^[A-Z].{15,}\.$/);
      expect(text).not.to.contain(server);
    }
  });

  it('[5.18, 19.7] are those of the reason where there is one, each its own', () => {
    const told = refusals.map((reason) =>
      explained(new BillingError('invalid_transition', server, { reason })),
    );
    expect(new Set(told).size).to.equal(refusals.length);
    for (const text of told) expect(text).not.to.contain(server);
  });

  it('[5.18] name the invoice that stands in the way', () => {
    const invoice = { invoiceId: 'i1', number: 'HL-2026-000001' };
    const error = new BillingError('invalid_transition', server, {
      reason: 'invoice_overdue',
      invoice,
    });
    expect(explained(error)).to.equal('Invoice HL-2026-000001 is overdue. Pay it first.');
  });

  it('[19.7] are the server’s for a code of a newer server, and of an entry in English', () => {
    const newer = new BillingError('of_a_newer_server' as ErrorCode, server);
    expect(explained(newer)).to.equal(server);
    const reason = 'of_a_newer_server' as Refusal;
    const known = explained(new BillingError('charge_open', server, { reason }));
    expect(known).to.equal(explained(new BillingError('charge_open', server)));
    expect(faultText('“x” is no country.')).to.equal('“x” is no country.');
    expect(faultText('')).to.equal('This entry cannot be used. Check it.');
  });
});
