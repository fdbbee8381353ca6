import { describe, expect, it } from 'vitest';
import { contextOf } from '../../src/testing/conformance/context.ts';
import { vatRegisterConformance } from '../../src/testing/conformance/index.ts';
import {
  startSandboxVendor,
  vendorSecret,
  vendorWebhookSecret,
} from '../../test/fakes/sandbox-vendor.ts';
import { sandbox } from './index.ts';
import { sandboxVatRegister } from './vat-register.ts';

const now = (): Date => new Date();

vatRegisterConformance({
  name: 'sandbox',
  valid: 'FR12345678901',
  invalid: 'FR 1234567 0000',
  make: async () => {
    const vendor = await startSandboxVendor();
    const register = sandboxVatRegister({ url: vendor.url, secret: vendorSecret });
    return {
      register,
      fetch,
      now,
      disturb: (fault) => vendor.switch('vat', fault),
      close: () => vendor.close(),
    };
  },
});

describe('the sandbox', () => {
  it('[7.12] has its register as a capability, with the name of the holder', async () => {
    const vendor = await startSandboxVendor();
    const { vatRegister } = sandbox({
      url: vendor.url,
      secret: vendorSecret,
      webhookSecret: vendorWebhookSecret,
    });
    const answer = await vatRegister?.check(
      { vatNumber: 'fr 123.456-78901' },
      contextOf({ fetch, now }, 'key-1'),
    );
    expect(answer).toEqual({
      status: 'valid',
      consultation: expect.stringMatching(/^vat_\d{6}$/),
      name: 'Holder of FR12345678901',
    });
    await vendor.close();
  });
});
