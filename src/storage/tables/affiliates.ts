/** A client who refers others (SPEC 14.1). */
export interface AffiliatesTable {
  id: string;
  client_id: string;
  program_id: string;
  code: string;
  joined_on: string;
}

/** Who referred a client. */
export interface ReferralsTable {
  client_id: string;
  affiliate_id: string;
  referred_on: string;
}

/** What a document of a referred client earns, in minor units; negative when taken back. */
export interface CommissionsTable {
  id: string;
  affiliate_id: string;
  client_id: string;
  invoice_id: string;
  cause_id: string;
  currency: string;
  amount: bigint;
  state: 'waiting' | 'mature' | 'paid';
  matures_on: string | null;
  made_on: string;
  payout_id: string | null;
}

/** A pay-out of commissions (SPEC 14.3). */
export interface PayoutsTable {
  id: string;
  affiliate_id: string;
  currency: string;
  amount: bigint;
  way: 'credit' | 'by_hand';
  reference: string | null;
  made_on: string;
}
