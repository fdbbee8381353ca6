import { msg, str } from '@lit/localize';

/** The texts about a package's next invoice. */
export const strings = {
  title: (): string => msg('Next invoice'),
  show: (): string => msg('Show when and for how much'),
  hide: (): string => msg('Hide'),
  loading: (): string => msg('Loading the next invoice'),
  failed: (): string => msg('The next invoice could not be loaded'),
  never: (): string => msg('No invoice comes for this package.'),
  stopped: (): string => msg('No invoice comes while something stands in the way.'),
  comes: (issued: string, due: string): string => msg(str`Issued on ${issued}, due on ${due}.`),
  wouldCome: (issued: string, due: string): string =>
    msg(str`Without it: issued on ${issued}, due on ${due}.`),
  period: (period: string): string => msg(str`For ${period}.`),
  net: (): string => msg('Before tax'),
  tax: (): string => msg('Tax'),
  total: (): string => msg('Total'),
  stops: (): string => msg('Stands in the way'),
  toKnow: (): string => msg('Good to know'),
};
