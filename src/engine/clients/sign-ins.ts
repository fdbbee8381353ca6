import { fail } from '../../errors.ts';
import { credentialRows, normalizeUserName } from '../../storage/sign-in-rows.ts';
import type { Scope } from '../context.ts';

/** Who gets a sign-in of its own (SPEC 3.4). */
export interface NewSignIn {
  readonly userId: string;
  readonly contactId: string;
  readonly userName: string;
  /** First and last name. */
  readonly name: string;
  /** Made before the transaction; null until a link sets a password. */
  readonly passwordHash: string | null;
}

/** Writes the rows with which a contact signs in; the contact must then name the user. */
export async function writeSignIn(scope: Scope, signIn: NewSignIn): Promise<void> {
  const rows = credentialRows({
    userId: signIn.userId,
    accountId: scope.context.chance.uuid(),
    userName: signIn.userName,
    name: signIn.name,
    email: `${signIn.contactId}@contact.invalid`,
    passwordHash: signIn.passwordHash,
    now: scope.now,
  });
  await scope.handle.insertInto('user').values(rows.user).execute();
  await scope.handle.insertInto('account').values(rows.account).execute();
}

/**
 * A look first gives a clear answer; the unique index is what really refuses (Law 10).
 *
 * @param own the user who may have the name already.
 * @throws BillingError `user_name_taken`.
 */
export async function refuseTakenName(
  scope: Scope,
  userName: string,
  field: string,
  own: string | null = null,
): Promise<void> {
  const taken = await scope.handle
    .selectFrom('user')
    .select('id')
    .where('username', '=', normalizeUserName(userName))
    .executeTakeFirst();
  if (taken !== undefined && taken.id !== own) {
    fail('user_name_taken', 'This user name is taken. Choose another, or sign in.', { field });
  }
}

/** The name with which a user signs in, and by which the sign-in library calls it. */
export async function renameUser(
  scope: Scope,
  userId: string,
  { userName, name }: { readonly userName: string; readonly name: string },
): Promise<void> {
  await scope.handle
    .updateTable('user')
    .set({
      username: normalizeUserName(userName),
      displayUsername: userName,
      name,
      updatedAt: scope.now,
    })
    .where('id', '=', userId)
    .execute();
}

/**
 * A new password; whoever was signed in with the old one is so no more.
 *
 * @param asking the sign-in that sets it, which goes on.
 */
export async function replacePassword(
  scope: Scope,
  userId: string,
  passwordHash: string | null,
  asking: string | null = null,
): Promise<void> {
  await scope.handle
    .updateTable('account')
    .set({ password: passwordHash, updatedAt: scope.now })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .execute();
  await scope.handle
    .deleteFrom('session')
    .where('userId', '=', userId)
    .$if(asking !== null, (query) => query.where('id', '<>', asking ?? ''))
    .execute();
}

/** A one-time link that was not used yet is worth nothing any more (SPEC 3.11). */
export async function voidLinks(scope: Scope, contactId: string): Promise<void> {
  await scope.handle
    .updateTable('one_time_links')
    .set({ used_at: scope.now })
    .where('contact_id', '=', contactId)
    .where('used_at', 'is', null)
    .execute();
}

/** Takes a contact's sign-in away: user, sessions and links; the contact itself stays. */
export async function endSignIn(
  scope: Scope,
  contact: { readonly id: string; readonly user_id: string | null },
): Promise<void> {
  await voidLinks(scope, contact.id);
  await scope.handle
    .updateTable('client_sessions')
    .set({ revoked_at: scope.now })
    .where('contact_id', '=', contact.id)
    .where('revoked_at', 'is', null)
    .execute();
  if (contact.user_id === null) return;
  await scope.handle
    .updateTable('contacts')
    .set({ user_id: null })
    .where('id', '=', contact.id)
    .execute();
  // Its credential and its sessions go with the user.
  await scope.handle.deleteFrom('user').where('id', '=', contact.user_id).execute();
}
