import { describe, expect, it } from 'vitest';
import { contract } from '../../src/contract/operations.ts';
import { isForClients, offering, places } from './offers.ts';

const ofClients = places.filter(({ operation }) => isForClients(contract[operation]));
const named = (pattern: RegExp): readonly string[] =>
  places
    .filter(({ path }) => pattern.test(path))
    .map(({ operation, path }) => `${operation} ${path}`);

describe('what no operation offers', () => {
  it('there are operations and places to look at', () => {
    expect(places.length).toBeGreaterThan(250);
    expect(ofClients.length).toBeGreaterThan(150);
  });

  it('[8.3] a client moves no credit: nothing of his takes from one account to another', () => {
    const targets = named(/^(?:from|to|source|target)(?:Id|Client|Account)/);
    expect(targets).toEqual(['packages.move toClientId']);
    expect(isForClients(contract['packages.move'])).toBe(false);
    expect(
      offering(
        (operation, name) => isForClients(operation) && /credit|transfer|balance/i.test(name),
      ),
    ).toEqual(['books.balanceReport']);
  });

  it('[3.8] gateways, secrets and settings are no operation’s', () => {
    expect(offering(({ path }) => /gateway|setting|secret|webhook|plugin/i.test(path))).toEqual([]);
    expect(named(/secret|webhook|apiKey|^accountId$/i)).toEqual([]);
  });

  it('[17.3] nothing is exported by a job whose id could be another’s', () => {
    expect(offering(({ path }) => /export/i.test(path))).toEqual(['books.export']);
    expect(contract['books.export'].access).toEqual({ operator: 'books:read' });
    expect(named(/job|export|download/i)).toEqual([]);
  });

  it('[3.7] whose data it is comes from who asks: no input names a provider', () => {
    expect(named(/tenant|provider|company(?:Id|Number)/i)).toEqual([]);
  });

  it('[8.3] no currency is set but that of an order', () => {
    const places = ofClients.filter(({ path }) => /currency/i.test(path));
    expect(places.map(({ operation }) => operation)).toEqual(['orders.quote', 'orders.place']);
  });

  it('[6.1] no client says when anything begins, ends or is due', () => {
    const dates = ofClients.filter(
      ({ operation, kind, path }) =>
        kind === 'date' && contract[operation].kind === 'command' && !path.endsWith('birthDate'),
    );
    expect(dates).toEqual([]);
    const words = /[dD]ate$|[dD]ue|[sS]tart|[uU]ntil|anchor|[a-z]On$|period/;
    const called = ofClients.filter(({ path }) => words.test(path));
    expect(called.map(({ operation }) => operation)).toEqual(['books.balanceReport']);
  });

  it('[4.1] a client names no price: only the sum that he saw, and what a method is asked for', () => {
    const sums = ofClients.filter(({ kind }) => kind === 'money');
    const known = new Set(['confirmedTotal', 'amount']);
    expect(sums.filter(({ path }) => !known.has(path))).toEqual([]);
    const priced = /price|discount|percent|paid|tax(?!Address)|exempt|status|trial|total$/i;
    const called = ofClients.filter(({ path }) => priced.test(path));
    expect(new Set(called.map(({ path }) => path))).toEqual(new Set(['confirmedTotal']));
  });

  it('[9.6] no input has a place for a card', () => {
    expect(named(/card|cvc|cvv|pan$|expiry/i)).toEqual([]);
  });

  it('[4.9] no operation registers a domain: two orders of one name are two packages', () => {
    expect(offering(({ path }) => /domain/i.test(path))).toEqual([]);
  });

  it('[19.6] no address is fetched by us', () => {
    const addresses = named(/url|href|logo|image|avatar|callback/i);
    expect(addresses).toEqual([
      'payments.pay returnUrl',
      'funds.add returnUrl',
      'billingAccounts.add returnUrl',
    ]);
  });

  it('[3.14] there are no tickets, and nothing is uploaded', () => {
    expect(offering(({ path }) => /ticket|message|upload|attachment/i.test(path))).toEqual([]);
    const files = offering((operation) => isForClients(operation) && /file/i.test(operation.path));
    expect(files).toEqual([]);
  });
});
