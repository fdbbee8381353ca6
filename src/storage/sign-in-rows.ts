import type { AccountTable, UserTable } from './tables/sign-in.ts';

/** What a new user is made of. */
export interface Credential {
  readonly userId: string;
  readonly accountId: string;
  /** As typed; it is unique without regard to case. */
  readonly userName: string;
  readonly name: string;
  /** An address made from the contact's id: unique, and never written to. */
  readonly email: string;
  /** `Secrets.hashPassword`, computed before the transaction; null until a link sets one. */
  readonly passwordHash: string | null;
  readonly now: Date;
}

/** The two rows of a user who signs in with a password. */
export interface CredentialRows {
  readonly user: UserTable;
  readonly account: AccountTable;
}

/** How a user name is stored and looked up: the sign-in library compares lower case. */
export function normalizeUserName(userName: string): string {
  return userName.toLowerCase();
}

/**
 * The rows that let a user sign in, exactly as the sign-in library would have written them.
 *
 * An order inserts them itself, in its own transaction, which the library cannot join. The
 * account's `accountId` is the user's id, since that is how the library finds a password.
 */
export function credentialRows(credential: Credential): CredentialRows {
  const { userId, accountId, userName, name, email, passwordHash, now } = credential;
  return {
    user: {
      id: userId,
      name,
      email,
      emailVerified: false,
      image: null,
      createdAt: now,
      updatedAt: now,
      username: normalizeUserName(userName),
      displayUsername: userName,
    },
    account: {
      id: accountId,
      accountId: userId,
      providerId: 'credential',
      userId,
      password: passwordHash,
      createdAt: now,
      updatedAt: now,
    },
  };
}
