import type { VatAnswer, VatRegister } from '../../src/ports/vat-register.ts';
import { askVendor, asObject, type VendorAccess } from './http.ts';

function readAnswer(body: unknown): VatAnswer {
  const { status, consultation, name } = asObject(body) ?? {};
  if (status !== 'valid' && status !== 'invalid') {
    throw new Error('The sandbox answered without a status.');
  }
  return {
    status,
    consultation: typeof consultation === 'string' ? consultation : null,
    name: typeof name === 'string' ? name : null,
  };
}

/** The sandbox's register of VAT numbers: those that end with 0000 are not valid. */
export function sandboxVatRegister(access: VendorAccess): VatRegister {
  return {
    check: async ({ vatNumber }, context) => {
      const path = `/v1/vat-numbers/${encodeURIComponent(vatNumber)}`;
      const answer = await askVendor(access, context, 'GET', path);
      // Of a register that is down for a while nothing is known.
      return answer.ok
        ? readAnswer(answer.body)
        : { status: 'unknown', consultation: null, name: null };
    },
  };
}
