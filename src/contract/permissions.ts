import { fail } from '../errors.ts';
import type { Principal } from './operation.ts';
import { contract, type OperationName } from './operations.ts';

/** Whether a principal may call an operation: the contract's table decides (SPEC 3.3, 3.7, 3.8). */
export function permits(
  principal: Principal,
  name: OperationName,
): 'yes' | 'sign-in' | 'forbidden' {
  const { access } = contract[name];
  if (principal.kind === 'client' && access.client !== undefined) {
    const allowed = access.client === 'any' || principal.areas.includes(access.client);
    return allowed ? 'yes' : 'forbidden';
  }
  if (principal.kind === 'operator' && access.operator !== undefined) {
    return principal.scopes.includes(access.operator) ? 'yes' : 'forbidden';
  }
  if (access.public === true) return 'yes';
  return principal.kind === 'public' ? 'sign-in' : 'forbidden';
}

/**
 * Asserts that a principal may call an operation.
 *
 * @throws BillingError `unauthenticated` or `forbidden`.
 */
export function requirePermission(principal: Principal, name: OperationName): void {
  const answer = permits(principal, name);
  if (answer === 'sign-in') fail('unauthenticated', 'Sign in first.');
  if (answer === 'forbidden') fail('forbidden', 'You may not do this. Ask for the permission.');
}
