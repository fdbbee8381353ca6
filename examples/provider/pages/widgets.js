// Shows one widget by the address's hash: #/invoices, #/invoices/ID, #/packages, #/pay …
const view = document.querySelector('#view');
const signIn = document.querySelector('rr-sign-in');

const show = (...tags) => view.replaceChildren(...tags);
const widget = (tag, attributes = {}) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

function route() {
  const [, place = '', id = ''] = location.hash.split('/');
  if (place === 'invoices' && id) return show(widget('rr-invoice', { 'invoice-id': id }));
  if (place === 'packages' && id) return show(widget('rr-package', { 'package-id': id }));
  if (place === 'pay') return show(widget('rr-pay', id ? { 'invoice-ids': id } : {}));
  show(
    widget('rr-package-list', { 'package-href': '#/packages/{id}' }),
    widget('rr-invoice-list', { 'invoice-href': '#/invoices/{id}' }),
  );
}

document.addEventListener('rr-open-invoice', (event) => {
  event.preventDefault();
  location.hash = `#/invoices/${event.detail.invoiceId}`;
});
document.addEventListener('rr-open-package', (event) => {
  event.preventDefault();
  location.hash = `#/packages/${event.detail.packageId}`;
});
document.addEventListener('rr-pay', (event) => {
  event.preventDefault();
  location.hash = `#/pay/${event.detail.invoiceIds.join(',')}`;
});
document.addEventListener('rr-signed-in', () => {
  signIn.hidden = true;
  route();
});
document.addEventListener('rr-signed-out', () => {
  signIn.hidden = false;
  view.replaceChildren();
});
addEventListener('hashchange', route);

const answer = await fetch('/api/session');
const session = await answer.json();
signIn.hidden = session.kind === 'client';
if (session.kind === 'client') route();
