import { aTimeout, expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { type CSSResultGroup, html, type TemplateResult } from 'lit';
import { BillingError } from '../../src/errors.ts';
import { ConfirmDialog } from './confirm-dialog.ts';
import { RackrateElement } from './element.ts';
import { checkField, selectField, textField } from './field.ts';
import { FormController } from './form.ts';
import { LiveRegion } from './live-region.ts';
import { baseStyles } from './styles/base.styles.ts';
import { buttonStyles } from './styles/button.styles.ts';
import { dialogStyles } from './styles/dialog.styles.ts';
import { formStyles } from './styles/form.styles.ts';
import { inputStyles } from './styles/input.styles.ts';
import { selectStyles } from './styles/select.styles.ts';
import { tokenStyles } from './styles/tokens.styles.ts';
import { all, axeFindings, fakeAdapter, mount, one, settled, unmountAll } from './testing.ts';

type Id = 'email' | 'country';

class TestForm extends RackrateElement {
  static override readonly widget: string = 'test-form';

  static override readonly styles: CSSResultGroup = [
    tokenStyles,
    baseStyles,
    buttonStyles,
    inputStyles,
    selectStyles,
    formStyles,
    dialogStyles,
  ];

  readonly form: FormController<Id> = new FormController<Id>(this, () => ({
    email: 'E-mail',
    country: 'Country',
  }));
  readonly confirm: ConfirmDialog = new ConfirmDialog(this);
  readonly live: LiveRegion = new LiveRegion(this);
  sent = 0;
  send: () => Promise<string> = async () => 'sent';

  submit(): Promise<string | undefined> {
    return this.form.submit(
      () => (this.form.value('email') === '' ? { email: 'Write an address.' } : {}),
      () => {
        this.sent += 1;
        return this.send();
      },
      { 'client.email': 'email' },
    );
  }

  protected override render(): TemplateResult {
    const options = [
      { value: 'DE', label: 'Germany' },
      { value: 'JP', label: 'Japan' },
    ];
    return html`<div class="rr">
      ${this.form.renderSummary()}
      ${textField({
        ...this.form.bind('email'),
        label: 'E-mail',
        type: 'email',
        autocomplete: 'email',
        hint: 'For receipts',
      })}
      ${selectField({ ...this.form.bind('country'), label: 'Country', options, empty: 'Choose' })}
      ${checkField({ id: 'terms', label: 'Terms', checked: false, onChange: () => {} })}
      <button class="rr-btn" type="button">Cancel staging</button>
      ${this.live.render()} ${this.confirm.render()}
    </div>`;
  }
}

function show(): Promise<TestForm> {
  return mount<TestForm>(TestForm, fakeAdapter({}), html`<rr-test-form></rr-test-form>`);
}

describe('forms', () => {
  afterEach(unmountAll);

  it('[19.7] axe finds nothing, with and without errors', async () => {
    const widget = await show();
    expect(await axeFindings(widget)).to.deep.equal([]);
    await widget.submit();
    await settled(widget);
    expect(await axeFindings(widget)).to.deep.equal([]);
  });

  it('[19.7] a faulty form moves the focus to its summary, whose links lead to the fields', async () => {
    const widget = await show();
    await widget.submit();
    await settled(widget);
    expect(widget.sent).to.equal(0);
    const summary = one(widget, '[part=errors]');
    expect(widget.shadowRoot?.activeElement).to.equal(summary);
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    expect(widget.shadowRoot?.activeElement).to.equal(one(widget, '#email'));
  });

  it('[19.7] hint and error describe their field, and typing takes the error away', async () => {
    const widget = await show();
    await widget.submit();
    await settled(widget);
    const input = one<HTMLInputElement>(widget, '#email');
    expect(input.getAttribute('aria-describedby')).to.equal('email-hint email-error');
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    input.focus();
    await sendKeys({ type: 'iris@example.com' });
    await settled(widget);
    expect(input.getAttribute('aria-invalid')).to.equal(null);
    expect(widget.form.value('email')).to.equal('iris@example.com');
  });

  it('an error of the server stands at the field that it names', async () => {
    const widget = await show();
    widget.form.set('email', 'iris@');
    widget.send = async () => {
      throw new BillingError('invalid_input', 'Two faults.', {
        faults: [{ field: 'client.email', message: 'Add the part after @.' }],
      });
    };
    expect(await widget.submit()).to.equal(undefined);
    await settled(widget);
    expect(one(widget, '#email-error').textContent?.trim()).to.equal('Add the part after @.');
  });

  it('an error that names no field stands in the summary with its reference', async () => {
    const widget = await show();
    widget.form.set('email', 'iris@example.com');
    widget.send = async () => {
      throw new BillingError('out_of_stock', 'Silver is out of stock.', { reference: '7KQ2' });
    };
    await widget.submit();
    await settled(widget);
    const text = one(widget, '[part=errors]').textContent?.replaceAll(/\s+/g, ' ').trim();
    expect(text).to.equal('This is out of stock. Choose something else. Reference 7KQ2');
  });

  it('is sent once however often it is submitted', async () => {
    const widget = await show();
    widget.form.set('email', 'iris@example.com');
    widget.send = () => aTimeout(20).then(() => 'sent');
    const answers = await Promise.all([widget.submit(), widget.submit()]);
    expect(answers).to.deep.equal(['sent', undefined]);
    expect(widget.sent).to.equal(1);
  });

  it('a select keeps what was chosen', async () => {
    const widget = await show();
    widget.form.set('country', 'JP');
    await settled(widget);
    expect(one<HTMLSelectElement>(widget, '#country').value).to.equal('JP');
  });
});

describe('confirm dialog', () => {
  const question = {
    title: 'Cancel Staging now?',
    text: 'The site goes offline at once.',
    action: 'Cancel now',
    keep: 'Keep Staging',
    danger: true,
  };

  afterEach(unmountAll);

  it('[19.7] axe finds nothing, the safe choice has the focus, Escape is the safe choice', async () => {
    const widget = await show();
    one(widget, 'button').focus();
    const asked = widget.confirm.ask(question);
    await settled(widget);
    expect(await axeFindings(widget)).to.deep.equal([]);
    expect(widget.shadowRoot?.activeElement?.textContent?.trim()).to.equal('Keep Staging');
    await sendKeys({ press: 'Escape' });
    expect(await asked).to.equal(false);
    await settled(widget);
    expect(all(widget, 'dialog').length).to.equal(0);
    expect(widget.shadowRoot?.activeElement?.textContent?.trim()).to.equal('Cancel staging');
  });

  it('resolves with true when the action is pressed', async () => {
    const widget = await show();
    const asked = widget.confirm.ask(question);
    await settled(widget);
    one(widget, 'dialog .rr-btn--danger').click();
    expect(await asked).to.equal(true);
  });
});

describe('live region', () => {
  afterEach(unmountAll);

  it('[19.7] the same sentence twice is a new text', async () => {
    const widget = await show();
    const region = one(widget, '[aria-live]');
    widget.live.announce('Added');
    await widget.updateComplete;
    const first = region.textContent;
    widget.live.announce('Added');
    await widget.updateComplete;
    expect(region.textContent).not.to.equal(first);
    expect(region.textContent?.trim()).to.equal('Added');
  });
});
