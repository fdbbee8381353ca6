import { msg } from '@lit/localize';

/** The texts of `rr-sign-in`. */
export const strings = {
  title: (): string => msg('Sign in'),
  userName: (): string => msg('User name'),
  password: (): string => msg('Password'),
  show: (): string => msg('Show password'),
  signIn: (): string => msg('Sign in'),
  signingIn: (): string => msg('Signing in'),
  needUserName: (): string => msg('Enter your user name.'),
  needPassword: (): string => msg('Enter your password.'),
  wrong: (): string =>
    msg('User name and password do not fit. Check both, or use the link in your welcome mail.'),
};
