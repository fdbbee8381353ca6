import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { PackageExplanation } from '../../src/contract/outlook.ts';
import { BillingError } from '../../src/errors.ts';
import { explanation, stoppedExplanation } from '../../stories/fixtures/explanations.ts';
import { activePackage } from '../../stories/fixtures/packages.ts';
import {
  axeFindings,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
} from '../internal/testing.ts';
import { RackratePackage } from './package.ts';

interface Shown {
  readonly widget: RackratePackage;
  readonly adapter: FakeAdapter;
}

const asked = ({ adapter }: Shown): unknown[] =>
  adapter.calls.filter(({ name }) => name === 'packages.explain').map(({ input }) => input);

async function show(
  answer: () => PackageExplanation = () => explanation,
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({
    'packages.get': () => ({ ...activePackage }),
    'packages.explain': answer,
  });
  const template = html`<rr-package package-id="pkg_1042"></rr-package>`;
  const widget = await mount<RackratePackage>(RackratePackage, adapter, template, options);
  return { widget, adapter };
}

async function press(widget: RackratePackage): Promise<void> {
  one<HTMLButtonElement>(widget, '[part=next-invoice] button').click();
  await settled(widget);
}

const body = (widget: RackratePackage): string =>
  one(widget, '#next-invoice-body').innerText.replaceAll(/\s+/g, ' ');

describe('the next invoice of a package', () => {
  afterEach(() => document.body.replaceChildren());

  it('[19.1] is asked for when it is opened, and once', async () => {
    const shown = await show();
    expect(asked(shown)).to.eql([]);
    await press(shown.widget);
    await press(shown.widget);
    expect(one(shown.widget, '#next-invoice-body').hidden).to.equal(true);
    await press(shown.widget);
    expect(asked(shown)).to.eql([{ packageId: activePackage.packageId }]);
  });

  it('[19.1] says when, for how much, and by which rule', async () => {
    const { widget } = await show();
    await press(widget);
    const text = body(widget);
    expect(text).to.contain('Issued on 28 Feb 2027, due on 14 Mar 2027.');
    expect(text).to.contain('14 Mar 2027 – 13 Mar 2028');
    expect(text).to.contain('Total €128.26');
    expect(text).to.contain(explanation.explanation.rule);
    expect(text).not.to.contain('Stands in the way');
  });

  it('[19.1] says what stands in the way', async () => {
    const { widget } = await show(() => stoppedExplanation);
    await press(widget);
    const text = body(widget);
    expect(text).to.contain('No invoice comes while something stands in the way.');
    expect(text).to.contain(stoppedExplanation.obstacles[0]?.text ?? 'no text');
    expect(text).to.contain('Without it: issued on');
  });

  it('[19.1] is asked for again with the package while it is open', async () => {
    const shown = await show();
    await press(shown.widget);
    shown.widget.refresh();
    await settled(shown.widget);
    expect(asked(shown).length).to.equal(2);
  });

  it('[19.1] can be tried again, and is absent where the backend cannot tell', async () => {
    let code: 'unavailable' | 'not_supported' = 'unavailable';
    const { widget } = await show(() => {
      throw new BillingError(code, 'x');
    });
    await press(widget);
    expect(body(widget)).to.contain('could not be loaded');
    code = 'not_supported';
    one<HTMLButtonElement>(widget, '#next-invoice-body button').click();
    await settled(widget);
    expect(widget.renderRoot.querySelector('[part=next-invoice]')).to.equal(null);
  });

  for (const width of [1000, 320]) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`[19.7] axe finds nothing in it at ${width} px, ${dir}`, async () => {
        const { widget } = await show(() => stoppedExplanation, { width, dir });
        await press(widget);
        expect(await axeFindings(widget)).to.deep.equal([]);
        const base = one(widget, '.rr');
        expect(base.scrollWidth).to.be.at.most(base.clientWidth);
      });
    }
  }
});
