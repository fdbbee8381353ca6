import type { Money } from '../rules/money.ts';
import type { Command, Operation } from './operation.ts';

/** What a client has earned with a program in one currency (SPEC 14.1). */
export interface EarningsView {
  readonly currency: string;
  /** Within the waiting time. */
  readonly waiting: Money;
  /** May be paid out; below zero when a credit note took back what was paid out. */
  readonly mature: Money;
  readonly paid: Money;
}

/** A client's part in a program. */
export interface AffiliateView {
  readonly affiliateId: string;
  readonly code: string;
  /** The portal's address with the code; a visitor who follows it is referred. */
  readonly link: string;
  readonly joinedOn: string;
  /** How many clients were referred. */
  readonly referred: number;
  readonly earnings: readonly EarningsView[];
}

/** A program, with the client's part in it; null before it joined (SPEC 13.1). */
export interface AffiliateProgramView {
  readonly programId: string;
  readonly name: string;
  /** Percent as a decimal string; null when `fixed` pays. */
  readonly percent: string | null;
  readonly fixed: readonly Money[];
  readonly recurring: boolean;
  readonly waitDays: number;
  readonly minimumPayout: readonly Money[];
  /** Days for which the page that a referral link opens keeps its code. */
  readonly cookieDays: number;
  readonly affiliate: AffiliateView | null;
}

/** Operations on affiliate programs (SPEC 14). */
export interface AffiliateOperations {
  'affiliates.get': {
    /** An operator names the client; a client gets its own. */
    input: { readonly clientId?: string };
    output: { readonly programs: readonly AffiliateProgramView[] };
  };
  'affiliates.join': {
    input: Command & { readonly programId: string };
    output: AffiliateProgramView;
  };
  'affiliates.payOut': {
    input: Command & {
      readonly affiliateId: string;
      /** All that is mature in its currency, as the operator saw it. */
      readonly amount: Money;
      readonly way: 'credit' | 'by_hand';
      /** Of the transfer that was made by hand. */
      readonly reference?: string;
    };
    output: AffiliateProgramView;
  };
}

/** Their table. */
export const affiliateOperations: { readonly [Name in keyof AffiliateOperations]: Operation } = {
  'affiliates.get': {
    kind: 'query',
    method: 'GET',
    path: '/affiliates',
    access: { client: 'invoices', operator: 'affiliates:read' },
    summary: 'Affiliate programs, with the referral link and the earnings of a client.',
  },
  'affiliates.join': {
    kind: 'command',
    method: 'POST',
    path: '/affiliates/join',
    access: { client: 'invoices' },
    summary: 'Joins an affiliate program.',
  },
  'affiliates.payOut': {
    kind: 'command',
    method: 'POST',
    path: '/affiliates/{affiliateId}/pay-out',
    access: { operator: 'affiliates:write' },
    summary: 'Pays mature commissions out, as account credit or by hand.',
  },
};
