import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { activePackage } from '../../stories/fixtures/packages.ts';
import { RackratePackage } from '../package/package.ts';
import { fakeAdapter, mount, one, settled, unmountAll } from './testing.ts';

/** A tab that records what is done to it. */
interface FakeTab {
  readonly went: string[];
  closed: boolean;
  opener: unknown;
}

const { open } = globalThis;

/** Presses Panel login where the panel answers with an address. */
async function press(url: string, prevented = false): Promise<FakeTab> {
  const tab: FakeTab = { went: [], closed: false, opener: 'the page' };
  const close = (): void => {
    tab.closed = true;
  };
  const location = { assign: (address: string) => void tab.went.push(address) };
  globalThis.open = (() => Object.assign(tab, { close, location })) as unknown as typeof open;
  const adapter = fakeAdapter({
    'packages.get': () => activePackage,
    'packages.signIn': () => ({ url }),
  });
  const template = html`<rr-package package-id="pkg_1042"></rr-package>`;
  const widget = await mount<RackratePackage>(RackratePackage, adapter, template);
  if (prevented) widget.addEventListener('rr-panel-sign-in', (event) => event.preventDefault());
  one(widget, '.rr-btn--primary').click();
  await settled(widget);
  return tab;
}

describe('PanelSignIn', () => {
  afterEach(() => {
    globalThis.open = open;
    unmountAll();
  });

  it('[5.9] opens the panel in a tab that does not know this page', async () => {
    const tab = await press('https://panel.example/enter?once=1');
    expect(tab.went).to.deep.equal(['https://panel.example/enter?once=1']);
    expect(tab.opener).to.equal(null);
    expect(tab.closed).to.equal(false);
  });

  it('[5.9] closes the tab when the host page opens the panel itself', async () => {
    const tab = await press('https://panel.example/enter?once=1', true);
    expect([tab.went.length, tab.closed]).to.deep.equal([0, true]);
  });

  it('[5.9] goes to no address that would run in this page', async () => {
    const tab = await press('javascript:alert(1)');
    expect([tab.went.length, tab.closed]).to.deep.equal([0, true]);
  });
});
