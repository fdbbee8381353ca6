/**
 * Method and path that most operations have by their name: `invoices.list` is `GET /invoices`,
 * `invoices.get` is `GET /invoices/{invoiceId}`, and `invoices.markPaid` is
 * `POST /invoices/{invoiceId}/mark-paid`.
 */
export function ruledRoute(name: string): string {
  const [group = '', verb = ''] = name.split('.');
  if (verb === 'list') return `GET /${group}`;
  const one = `/${group}/{${group.slice(0, -1)}Id}`;
  if (verb === 'get') return `GET ${one}`;
  return `POST ${one}/${verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
