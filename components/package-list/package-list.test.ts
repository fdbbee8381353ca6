import { aTimeout, expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { html } from 'lit';
import type { PackagePage, PackageQuery } from '../../src/contract/packages.ts';
import { BillingError } from '../../src/errors.ts';
import { longPackages, packagePage, packageRows } from '../../stories/fixtures/packages.ts';
import {
  all,
  axeFindings,
  type FakeAdapter,
  fakeAdapter,
  type MountOptions,
  mount,
  one,
  settled,
  textOf,
  unmountAll,
} from '../internal/testing.ts';
import { RackratePackageList } from './package-list.ts';

const page = packagePage(packageRows);
const template = html`<rr-package-list package-href="#/packages/{id}"></rr-package-list>`;

interface Shown {
  readonly list: RackratePackageList;
  readonly adapter: FakeAdapter;
}

async function show(
  answer: (query: PackageQuery) => PackagePage | Promise<PackagePage>,
  options: MountOptions = {},
): Promise<Shown> {
  const adapter = fakeAdapter({ 'packages.list': answer });
  const list = await mount<RackratePackageList>(RackratePackageList, adapter, template, options);
  return { list, adapter };
}

function sortButton(list: RackratePackageList, label: string): HTMLElement {
  const found = all(list, '.rr-sort').find((each) => each.innerText.trim() === label);
  if (found === undefined) throw new Error(`There is no head "${label}".`);
  return found;
}

describe('rr-package-list', () => {
  afterEach(unmountAll);

  describe('accessibility', () => {
    for (const width of [1000, 640, 320]) {
      for (const dir of ['ltr', 'rtl'] as const) {
        it(`[19.7] axe finds nothing at ${width} px, ${dir}, and nothing is wider`, async () => {
          const { list } = await show(() => page, { width, dir });
          expect(await axeFindings(list)).to.deep.equal([]);
          expect(one(list, 'table').scrollWidth).to.be.at.most(width);
        });
      }
    }

    it('[19.7] long names break instead of growing out of 320 px', async () => {
      const { list } = await show(() => longPackages, { width: 320 });
      const base = one(list, '.rr');
      expect(base.scrollWidth).to.be.at.most(base.clientWidth);
    });
  });

  it('[5.1] Enter on a head sorts by one request, and aria-sort says so', async () => {
    const { list, adapter } = await show(() => page);
    for (const [label, sort, direction] of [
      ['Package', 'name', 'ascending'],
      ['Status', 'status', 'ascending'],
      ['Next renewal', 'renewal', 'ascending'],
      ['Price', 'price', 'descending'],
      ['Package ID', 'number', 'ascending'],
    ] as const) {
      const before = adapter.calls.length;
      sortButton(list, label).focus();
      await sendKeys({ press: 'Enter' });
      await settled(list);
      expect(adapter.calls.slice(before).map((call) => call.input)).to.deep.equal([
        { sort, direction },
      ]);
      expect(sortButton(list, label).closest('th')?.getAttribute('aria-sort')).to.equal(direction);
    }
  });

  it('[5.1] shows id, name, price, billing cycle, next renewal and status', async () => {
    const { list } = await show(() => page);
    const rows = all(list, 'tbody tr').map((row) => row.innerText.replaceAll(/\s+/g, ' ').trim());
    expect(rows[0]).to.equal(
      'Silver Web hosting tidewell-atelier.com 1003 Active 14 Mar 2027 €161.78 a year Details',
    );
    expect(rows[3]).to.contain('€23.97 every 3 months');
  });

  it('[5.1] filters are one request, and their counts show', async () => {
    const { list, adapter } = await show(() => page);
    one<HTMLInputElement>(list, 'input[value=active]').click();
    await settled(list);
    expect(adapter.calls[1]?.input).to.deep.equal({
      sort: 'number',
      direction: 'ascending',
      filter: 'active',
    });
  });

  it('[5.1] searches once after typing', async () => {
    const { list, adapter } = await show(() => page);
    one(list, 'input[type=search]').focus();
    await sendKeys({ type: 'shop' });
    await aTimeout(350);
    expect(adapter.calls.length).to.equal(2);
    expect(adapter.calls[1]?.input).to.have.property('search', 'shop');
  });

  it('[5.8] the name and Details open the package', async () => {
    const { list } = await show(() => page);
    list.addEventListener('rr-open-package', (event) => event.preventDefault());
    const opened = oneEvent(list, 'rr-open-package');
    one(list, 'tbody a').click();
    expect((await opened).detail).to.deep.equal({ packageId: 'pkg_1042' });
  });

  it('says so when there is no package, and when it could not ask', async () => {
    const empty = await show(() => packagePage([]));
    expect(textOf(empty.list)).to.contain('No packages yet');
    unmountAll();
    const failed = await show(() => {
      throw new BillingError('internal', 'x', { reference: '7KQ2' });
    });
    expect(textOf(failed.list)).to.contain('Packages could not be loaded');
    expect(textOf(failed.list)).to.contain('7KQ2');
    expect(await axeFindings(failed.list)).to.deep.equal([]);
  });
});
