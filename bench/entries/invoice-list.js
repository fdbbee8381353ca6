// What a page loads for the invoice list: the widget with lit, the facade and the ky adapter, as
// they are published.
export { createBilling } from 'rackrate';
export { RackrateInvoiceList } from 'rackrate/components/invoice-list';
export { createHttpAdapter } from 'rackrate/http';
