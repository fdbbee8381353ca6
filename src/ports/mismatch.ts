/** In what a gateway's record disagrees with our charge. */
export type MismatchReason = 'amount' | 'currency' | 'mode' | 'account' | 'charge';

/**
 * Thrown by a plugin whose vendor holds something else than we asked for: another amount or
 * currency, a test record on a live account, another account's. Nothing is booked, the charge has
 * no known end, and the operator is told (SPEC 8.5).
 */
export class MismatchError extends Error {
  override readonly name = 'MismatchError';
  readonly reason: MismatchReason;
  /** The vendor's reference of the record. */
  readonly reference: string;

  constructor(reason: MismatchReason, reference: string, message: string) {
    super(message);
    this.reason = reason;
    this.reference = reference;
  }
}
