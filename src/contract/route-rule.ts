/**
 * Method and path that most operations have by their name: `invoices.list` is `GET /invoices`,
 * `contacts.options` is `GET /contacts/options`, `contacts.add` is `POST /contacts`,
 * `invoices.get` is `GET /invoices/{invoiceId}`, and `invoices.markPaid` is
 * `POST /invoices/{invoiceId}/mark-paid`.
 */
export function ruledRoute(name: string): string {
  const [group = '', verb = ''] = name.split('.');
  const all = `/${dashed(group)}`;
  if (verb === 'list') return `GET ${all}`;
  if (verb === 'options') return `GET ${all}/options`;
  if (verb === 'add') return `POST ${all}`;
  const one = `${all}/{${group.slice(0, -1)}Id}`;
  return verb === 'get' ? `GET ${one}` : `POST ${one}/${dashed(verb)}`;
}

function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
