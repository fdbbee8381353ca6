import { msg, str } from '@lit/localize';

/** Texts that all forms share. Each is a function, so that it follows the page's locale. */
export const formWords = {
  optional: (): string => msg('optional'),
  faults: (count: number): string =>
    count === 1 ? msg('1 field needs a change') : msg(str`${count} fields need a change`),
};
