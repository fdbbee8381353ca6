import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrderedMany, orderMany, signIn, type Wish } from '../shopper.ts';
import { type Hand, handKinds } from './hands.ts';
import { menu, openStage, signInBy, view } from './stage.ts';

/** How a package comes to a status: by steps of the operator, after its order was paid or not. */
interface Course {
  readonly shown: string;
  readonly paid: boolean;
  readonly steps: readonly string[];
  /** What its page says of the next invoice. */
  readonly next: RegExp;
}

const comes = /^Issued on /;
const untilActive = /^It is not active, and is not invoiced until it is\./;
const over = /^It has ended, and is not invoiced any more\./;

function course(
  shown: string,
  paid: boolean,
  next: RegExp,
  steps: readonly string[] = [shown.toLowerCase().replaceAll(' ', '_')],
): Course {
  return { shown, paid, steps, next };
}

/** All but Pending renewal and Expired: only a domain comes to them. */
const courses: readonly Course[] = [
  course('Active', true, comes, []),
  course('Suspended', true, /^It is suspended, and is not invoiced/),
  course('Canceled', true, over),
  course('Fraudulent', true, untilActive),
  course('Collections', true, untilActive, ['suspended', 'collections']),
  course('Stopped', true, untilActive),
  course('Completed', true, untilActive),
  course('Transferred', true, over, []),
  course('Pending', false, /^Its first invoice came with its order\./, []),
  course('Work in progress', false, untilActive),
  course('Failed', false, untilActive, ['work_in_progress', 'failed']),
  course('Started', false, untilActive),
  course('Submitted', false, untilActive),
];

const stage = openStage();

/** The one client with a package of each status, whom all hands look at. */
let client: OrderedMany;
/** Its packages, in the order of the courses. */
let packageIds: readonly string[];

beforeAll(async () => {
  const { provider } = stage;
  const wishes = (paid: boolean): Wish[] =>
    courses.filter((one) => one.paid === paid).map(() => ({ plan: 'bronze' }));
  client = await orderMany(provider, 'statuses', wishes(true));
  await stage.receive(client.invoiceId);
  for (const packageId of client.packageIds) await stage.packageIs(packageId, 'active');
  const page = await signIn(stage.browser, provider, client);
  const open = await orderMany(provider, client.userName, wishes(false), page.request);
  await page.context().close();
  packageIds = [...client.packageIds, ...open.packageIds];
  const reason = 'For the test.';
  for (const [index, { steps }] of courses.entries()) {
    for (const status of steps) {
      await stage.command(`/packages/${packageIds[index]}/change-status`, { status, reason });
    }
  }
  const other = await orderMany(provider, 'other', [{ plan: 'bronze' }]);
  const moved = courses.findIndex(({ shown }) => shown === 'Transferred');
  const move = { toClientId: other.clientId, reason };
  await stage.command(`/packages/${packageIds[moved]}/move`, move);
});

describe.each(handKinds)('statuses of packages, by %s', (kind) => {
  let hand: Hand;

  beforeAll(async () => {
    hand = await stage.hand(kind);
    await signInBy(hand, stage, client);
  });
  afterAll(() => hand?.close());

  it('[5.2, S51, S52, S53, S54, S56, S57, S58, S59, S60, S62, S63, S64, S65, S124, S125, S126] the list names each status', async () => {
    await menu(hand, 'Packages');
    const { page } = hand;
    const rows = page.locator('rr-package-list tbody').getByRole('row');
    await expect.poll(() => rows.count()).toBe(courses.length);
    for (const { shown } of courses) {
      const status = rows.getByText(shown, { exact: true });
      expect(await status.count(), shown).toBe(1);
    }
    for (const [group, size] of [
      ['Other', 6],
      ['Pending', 5],
      ['Active', 2],
    ] as const) {
      await hand.check(page.getByRole('radio', { name: new RegExp(`^${group}`) }));
      await expect.poll(() => rows.count(), { message: group }).toBe(size);
    }
  });

  it('[5.3, 19.1, S51, S52, S53, S54, S56, S57, S58, S59, S60, S62, S63, S64, S65, S66, S117] each package says whether it is invoiced', async () => {
    const { page } = hand;
    for (const [index, { shown, next }] of courses.entries()) {
      await page.goto(`${stage.provider.shop}/portal#/packages/${packageIds[index]}`);
      await view(hand, /Bronze/);
      const panel = page.locator('rr-package');
      await panel.getByText(shown, { exact: true }).first().waitFor();
      await hand.press(page.getByRole('button', { name: 'Show when and for how much' }));
      const said = page.getByRole('region', { name: 'Next invoice' }).getByText(next);
      expect(await said.first().textContent(), shown).toMatch(next);
    }
  });
});
