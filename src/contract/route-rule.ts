/** Rows that are not called as their group is. */
const rows: Readonly<Record<string, string>> = { payments: 'charge', clientSessions: 'session' };

/**
 * Method and path that most operations have by their name: `invoices.list` is `GET /invoices`,
 * `contacts.options` is `GET /contacts/options`, `contacts.add` is `POST /contacts`,
 * `invoices.get` is `GET /invoices/{invoiceId}`, and `invoices.markPaid` is
 * `POST /invoices/{invoiceId}/mark-paid`.
 *
 * @param given - what the table of exceptions says: all of it, or only the method of an operation
 *   on no single row, such as `POST` for `orders.quote` at `/orders/quote`.
 */
export function routeOf(name: string, given?: string): string {
  const [group = '', verb = ''] = name.split('.');
  const all = `/${dashed(group)}`;
  if (given) return given.includes('/') ? given : `${given} ${all}/${dashed(verb)}`;
  if (verb === 'list') return `GET ${all}`;
  if (verb === 'options') return `GET ${all}/options`;
  if (verb === 'add' || verb === 'create') return `POST ${all}`;
  const one = `${all}/{${rows[group] ?? group.slice(0, -1)}Id}`;
  return verb === 'get' ? `GET ${one}` : `POST ${one}/${dashed(verb)}`;
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
