import { expect } from '@open-wc/testing';
import { html } from 'lit';
import type { PackageExplanation } from '../../src/contract/outlook.ts';
import { BillingError } from '../../src/errors.ts';
import type { Obstacle } from '../../src/rules/explain.ts';
import { explanation, stoppedExplanation } from '../../stories/fixtures/explanations.ts';
import { activePackage } from '../../stories/fixtures/packages.ts';
import {
  all,
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
    expect(text).to.contain('Silver €95.88');
    expect(text).to.contain('2 × Daily backup €23.80');
    expect(text).to.contain('Discount FOREVER10 −€11.97');
    expect(text).to.contain('Total €128.17');
    expect(text).to.contain('A period is invoiced 14 days before it begins.');
    expect(text).to.contain('It changes on 14 Mar 2027.');
    expect(text).not.to.contain('Stands in the way');
  });

  it('[19.1] has each figure once, and no code, ISO date or text of the server', async () => {
    const { widget } = await show();
    await press(widget);
    const text = body(widget);
    for (const figure of ['€107.71', '€20.46', '€128.17', 'Tax', 'Total']) {
      expect(text.split(figure).length, figure).to.equal(2);
    }
    expect(text).not.to.match(/\d{4}-\d{2}|next-period|_/);
    for (const { label } of explanation.explanation.steps.slice(0, 4)) {
      expect(text).not.to.contain(label);
    }
  });

  it('[19.1] says what stands in the way', async () => {
    const { widget } = await show(() => stoppedExplanation);
    await press(widget);
    const text = body(widget);
    expect(text).to.contain('No invoice comes while something stands in the way.');
    expect(text).to.contain('Your provider is looking into this account first.');
    expect(text).to.contain('If that is cleared: issued on');
  });

  it('[19.1] says each obstacle in its own words, with its day', async () => {
    const obstacle = (kind: Obstacle['kind'], more: Partial<Obstacle> = {}): Obstacle => {
      return { kind, text: 'x_y', stops: true, on: null, status: null, ...more };
    };
    const obstacles = [
      obstacle('package_status', { status: 'pending' }),
      obstacle('package_status', { status: 'suspended' }),
      obstacle('package_status', { status: 'canceled' }),
      obstacle('ends'),
      obstacle('ends', { on: '2027-02-01' }),
      obstacle('trial', { on: '2027-02-02', stops: false }),
      obstacle('promise', { on: '2027-02-03', stops: false }),
      obstacle('ends', { on: '2027-04-01', stops: false }),
    ];
    const { widget } = await show(() => ({ ...stoppedExplanation, obstacles }));
    await press(widget);
    const said = all(widget, '#next-invoice-body li').map((each) => each.innerText.trim());
    expect(new Set(said).size).to.equal(obstacles.length);
    expect(said.join(' ')).not.to.contain('x_y');
    expect(said.slice(3, 5)).to.eql([
      'It is paid up to its end, and no period follows.',
      'It ends on 1 Feb 2027, before that.',
    ]);
    expect(said.slice(5)).to.eql([
      'Free until 2 Feb 2027.',
      'Payment of an open invoice is promised by 3 Feb 2027.',
      'It ends on 1 Apr 2027.',
    ]);
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
