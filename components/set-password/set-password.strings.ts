import { msg, str } from '@lit/localize';

/** The texts of `rr-set-password`. */
export const strings = {
  title: (): string => msg('Set your password'),
  password: (): string => msg('New password'),
  hint: (): string => msg('At least 10 characters. A few words are easy to remember.'),
  confirm: (): string => msg('Confirm password'),
  set: (): string => msg('Set password'),
  setting: (): string => msg('Setting the password'),
  tooShort: (): string => msg('Use at least 10 characters.'),
  differs: (): string => msg('The two passwords differ. Enter the same twice.'),
  noToken: (): string => msg('This page needs the link from your mail. Open that link.'),
  doneTitle: (): string => msg('Your password is set'),
  doneText: (userName: string): string => msg(str`Sign in with the user name ${userName}.`),
};
