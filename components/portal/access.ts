import type { Billing } from '../../src/billing.ts';
import type { Feature } from '../../src/contract/account.ts';
import { asBillingError, isSignedOut } from '../internal/load.ts';

/** What the portal knows of whoever looks at it. */
export interface Access {
  readonly features: ReadonlySet<Feature>;
  /** Whether nobody is signed in. Where it cannot be known, the widgets find out. */
  readonly signedOut: boolean;
}

/** Asks what is offered, and only where that may mean that nobody is signed in, who asks. */
export async function askAccess(billing: Billing, signal: AbortSignal): Promise<Access> {
  const features = await billing.features({ signal });
  const isPublic = [...features].every((feature) => feature === 'order' || feature === 'sign_in');
  if (features.size === 0 || !isPublic) return { features, signedOut: false };
  return { features, signedOut: await isNobody(billing, signal) };
}

/** A contact without any area is offered no more than anybody, but is signed in. */
async function isNobody(billing: Billing, signal: AbortSignal): Promise<boolean> {
  try {
    const session = await billing.sessions.current({}, { signal });
    return session.kind === 'public';
  } catch (error) {
    return isSignedOut(asBillingError(error));
  }
}
