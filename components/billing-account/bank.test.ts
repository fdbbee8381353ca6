import { expect } from '@open-wc/testing';
import type { BillingAccountOptions } from '../../src/contract/billing-accounts.ts';
import { BillingError } from '../../src/errors.ts';
import { accounts, bankOptions, usBankOptions } from '../../stories/fixtures/billing-accounts.ts';
import { type Answers, all, axeFindings, one, textOf, unmountAll } from '../internal/testing.ts';
import { press, type Shown, sent, settle, show } from './billing-account.fixture.ts';

const offers = (options: BillingAccountOptions): Answers => ({
  'billingAccounts.options': () => options,
});

async function type({ form }: Shown, id: string, value: string): Promise<void> {
  const field = one<HTMLInputElement>(form, `#${id}`);
  field.value = value;
  field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input'));
  await settle(form);
}

async function fillUs(shown: Shown): Promise<void> {
  await type(shown, 'holder', ' Iris Quenby ');
  await type(shown, 'accountType', 'savings');
  await type(shown, 'bankName', 'First Bank of Austin');
  await type(shown, 'routingNumber', '111000025');
  await type(shown, 'accountNumber', '000123456789');
  await type(shown, 'licenceNumber', '12345678');
  await type(shown, 'licenceState', 'TX');
  await type(shown, 'birthDate', '1980-11-22');
  await press(shown.form, '#consent');
}

describe('rr-billing-account, bank data', () => {
  afterEach(unmountAll);

  for (const width of [1000, 320]) {
    for (const options of [bankOptions, usBankOptions]) {
      const [form] = options.methods[0]?.forms ?? [];
      it(`[19.7] axe finds nothing at ${width} px with fields and errors of ${form}`, async () => {
        const shown = await show(offers(options), { width });
        await press(shown.form);
        expect(await axeFindings(shown.form)).to.deep.equal([]);
        const base = one(shown.form, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  }

  it('[9.3, S85] an IBAN is sent with holder and consent, and no gateway is asked', async () => {
    const shown = await show(offers(bankOptions));
    const { form, adapter } = shown;
    expect(document.querySelector('[slot=rr-gateway]')).to.equal(null);
    await type(shown, 'holder', 'Tidewell Atelier');
    await type(shown, 'iban', 'DE89 3704 0044 0532 0130 00');
    await press(form, '#consent');
    await press(form);
    const [input] = sent(adapter, 'billingAccounts.add');
    expect(input?.bankAccount).to.deep.equal({
      kind: 'iban',
      holder: 'Tidewell Atelier',
      iban: 'DE89 3704 0044 0532 0130 00',
      consentVersion: '3',
    });
    expect(input).not.to.have.property('gatewayData');
  });

  it('[9.3, S85] an account of the United States has all of its fields', async () => {
    const shown = await show(offers(usBankOptions));
    await fillUs(shown);
    await press(shown.form);
    expect(sent(shown.adapter, 'billingAccounts.add')[0]?.bankAccount).to.deep.equal({
      kind: 'us_bank',
      holder: 'Iris Quenby',
      bankName: 'First Bank of Austin',
      accountType: 'savings',
      routingNumber: '111000025',
      accountNumber: '000123456789',
      licenceNumber: '12345678',
      licenceState: 'TX',
      birthDate: '1980-11-22',
      consentVersion: '3',
    });
  });

  it('[9.7] what was typed is nowhere in the page once it is taken', async () => {
    const shown = await show(offers(usBankOptions));
    await fillUs(shown);
    await press(shown.form);
    expect(textOf(shown.form)).to.contain('The billing account is saved');
    await press(shown.form, '.rr-result button');
    const values = all<HTMLInputElement>(shown.form, 'input, select').map(({ value }) => value);
    for (const typed of ['000123456789', '111000025', '12345678', '1980-11-22']) {
      expect(values).not.to.include(typed);
    }
  });

  it('[9.3] what is missing, and a routing number that does not fit, is not sent', async () => {
    const shown = await show(offers(usBankOptions));
    await type(shown, 'routingNumber', '11100002');
    await press(shown.form);
    const faults = all(shown.form, '[part=errors] li').map((fault) => fault.innerText);
    expect(faults.length).to.equal(9);
    expect(faults).to.include(
      'Routing number: A routing number has nine digits. Compare it with a check.',
    );
    expect(faults).to.include('Your agreement: Agree, so that due invoices can be collected.');
    expect(sent(shown.adapter, 'billingAccounts.add')).to.deep.equal([]);
    one(shown.form, '[part=errors] [href="#birthDate"]').click();
    expect(shown.form.shadowRoot?.activeElement?.id).to.equal('birthDate');
  });

  it('[9.3] what the server finds wrong stands at its field', async () => {
    const refused = (): never => {
      throw new BillingError('invalid_input', 'x', {
        faults: [{ field: 'bankAccount.iban', message: 'Its check digits do not fit.' }],
      });
    };
    const shown = await show({ ...offers(bankOptions), 'billingAccounts.add': refused });
    await type(shown, 'holder', 'Tidewell Atelier');
    await type(shown, 'iban', 'DE00 3704 0044 0532 0130 00');
    await press(shown.form, '#consent');
    await press(shown.form);
    expect(one(shown.form, '#iban-error').innerText).to.contain('Its check digits do not fit.');
  });

  it('[9.10] says who collects, when one is told, and how it is taken back', async () => {
    const { form } = await show(offers(bankOptions));
    const text = one(form, '.rr-check:has(#consent)').innerText.replaceAll(/\s+/g, ' ');
    expect(text).to.contain('I allow Harbourlight Hosting to collect due invoices');
    expect(text).to.contain('Creditor identifier DE98ZZZ09999999999.');
    expect(text).to.contain('14 days before.');
    expect(text).to.contain('You can take it back at any time.');
  });

  it('[9.3] of both kinds one is chosen', async () => {
    const [debit] = bankOptions.methods;
    const both = { ...accounts.options, methods: [{ ...debit, forms: ['iban', 'us_bank'] }] };
    const shown = await show(offers(both as BillingAccountOptions));
    expect(all(shown.form, '#iban').length).to.equal(1);
    await type(shown, 'kind', 'us_bank');
    expect(all(shown.form, '#routingNumber').length).to.equal(1);
    expect(all(shown.form, '#iban').length).to.equal(0);
  });

  it('[9.7] a method whose data cannot be sealed for this client is not offered', async () => {
    const [debit] = bankOptions.methods;
    const methods = [{ ...debit, forms: [] }, ...accounts.options.methods];
    const { form } = await show(offers({ ...accounts.options, methods } as BillingAccountOptions));
    const kinds = all<HTMLInputElement>(form, '[name=method]').map(({ value }) => value);
    expect(kinds).to.deep.equal(['card', 'transfer']);
  });
});
