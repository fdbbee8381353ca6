import { expect } from '@open-wc/testing';
import { html, type TemplateResult } from 'lit';
import { type Confirmation, ConfirmDialog } from './confirm-dialog.ts';
import { RackrateElement } from './element.ts';
import { fakeAdapter, mount, one, settled, unmountAll } from './testing.ts';

class Asking extends RackrateElement {
  static override readonly widget: string = 'asking';

  readonly dialog: ConfirmDialog = new ConfirmDialog(this);

  protected override render(): TemplateResult {
    return html`<div class="rr">${this.dialog.render()}</div>`;
  }
}

const question: Confirmation = {
  title: 'Cancel Staging now?',
  text: 'The site goes offline at once.',
  action: 'Cancel now',
  keep: 'Keep Staging',
};

describe('a confirmation', () => {
  afterEach(unmountAll);

  it('a dialog that closes late does not answer the next question', async () => {
    const element = await mount<Asking>(Asking, fakeAdapter({}), html`<rr-asking></rr-asking>`);
    const first = element.dialog.ask(question);
    await settled(element);
    const old = one<HTMLDialogElement>(element, 'dialog');
    one(element, '[autofocus]').click();
    expect(await first).to.equal(false);
    await settled(element);
    const second = element.dialog.ask(question);
    await settled(element);
    old.dispatchEvent(new Event('close'));
    await settled(element);
    one(element, 'dialog .rr-btn:not([autofocus])').click();
    expect(await second).to.equal(true);
  });
});
