import { msg, str } from '@lit/localize';

/** The texts of `rr-invoice`. */
export const strings = {
  loading: (): string => msg('Loading the invoice'),
  failed: (): string => msg('The invoice could not be loaded'),
  back: (): string => msg('Invoices'),
  print: (): string => msg('Print'),
  pay: (sum: string): string => msg(str`Pay ${sum}`),
  facts: (): string => msg('Invoice facts'),
  from: (): string => msg('Issued by'),
  billedTo: (): string => msg('Billed to'),
  vatNumber: (number: string): string => msg(str`VAT no. ${number}`),
  entered: (): string => msg('Entered'),
  due: (): string => msg('Due date'),
  lines: (): string => msg('Lines'),
  item: (): string => msg('Item and period'),
  price: (): string => msg('Price'),
  discount: (): string => msg('Discount'),
  tax: (): string => msg('Tax'),
  amount: (): string => msg('Amount'),
  sumOfLines: (): string => msg('Sum of lines'),
  rounding: (): string => msg('Rounding'),
  total: (): string => msg('Total'),
  creditUsed: (): string => msg('Account credit'),
  paid: (): string => msg('Paid'),
  balanceDue: (date: string): string => msg(str`Balance due ${date}`),
  balance: (): string => msg('Balance'),
  transactions: (): string => msg('Transactions'),
  transaction: (): string => msg('Transaction'),
  on: (): string => msg('Date'),
  method: (): string => msg('Payment method'),
  statusCode: (): string => msg('Status code'),
  noTransactions: (): string => msg('Nothing was paid yet.'),
  corrects: (): string => msg('Corrects'),
  correctedBy: (): string => msg('Corrected by'),
  pendingTitle: (sum: string): string => msg(str`A payment of ${sum} is on its way`),
  pendingText: (method: string): string =>
    msg(str`It was started with ${method}. The invoice is marked paid when it settles.`),
  unknownText: (method: string): string =>
    msg(str`We are asking ${method} whether it went through. Nothing is charged twice.`),
  confirmTitle: (sum: string): string => msg(str`A payment of ${sum} waits for your confirmation`),
  confirmText: (method: string, until: string | null): string =>
    until === null
      ? msg(str`${method} asks you to confirm it. Nothing was charged so far.`)
      : msg(str`${method} asks you to confirm it until ${until}. Nothing was charged so far.`),
  goOn: (): string => msg('Go on with the payment'),
  package: (number: string): string => msg(str`Package ${number}`),
  instructions: (reference: string): string => msg(str`Reference for the payment: ${reference}`),
};
