import { Hono } from 'hono';
import { needBearer, type VendorCore } from './core.ts';

/** The register of VAT numbers: one that ends with 0000 is not valid, all others are. */
export function vatRoutes(vendor: VendorCore): Hono {
  const routes = new Hono();
  routes.get('/v1/vat-numbers/:number', (c) => {
    needBearer(c.req.raw, vendor.secret);
    const number = c.req.param('number').replaceAll(/[ .-]/g, '').toUpperCase();
    const valid = !number.endsWith('0000');
    const consultation = vendor.nextId('vat');
    vendor.save();
    const name = valid ? `Holder of ${number}` : null;
    return c.json({ number, status: valid ? 'valid' : 'invalid', consultation, name });
  });
  return routes;
}
