/** The sign-in library's user; `email` is made from the contact's id. */
export interface UserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  createdAt: Date;
  updatedAt: Date;
  username: string | null;
  displayUsername: string | null;
}

/** The sign-in library's credential of a user. */
export interface AccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The sign-in library's session, which a new password ends. */
export interface SessionTable {
  id: string;
  userId: string;
}
