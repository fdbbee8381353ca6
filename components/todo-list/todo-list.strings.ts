import { msg, str } from '@lit/localize';

/** The texts of `rr-todo-list`. */
export const strings = {
  title: (): string => msg('To-do items'),
  loading: (): string => msg('Loading your to-do items'),
  failed: (): string => msg('To-do items could not be loaded'),
  none: (): string => msg('Nothing to do'),
  noneText: (): string => msg('What waits for you will stand here.'),
  since: (date: string): string => msg(str`Since ${date}`),
  pay: (): string => msg('Pay now'),
  payOf: (title: string): string => msg(str`Pay now: ${title}`),
  openInvoice: (): string => msg('Open the invoice'),
  openInvoiceOf: (title: string): string => msg(str`Open the invoice: ${title}`),
  openPackage: (): string => msg('Open the package'),
  openAccount: (): string => msg('Open the account'),
  openAccountOf: (title: string): string => msg(str`Open the account: ${title}`),
  openPackageOf: (title: string): string => msg(str`Open the package: ${title}`),
};
