import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OrderedMany, orderMany } from '../shopper.ts';
import { type Hand, handKinds } from './hands.ts';
import { menu, openStage, signInBy, view } from './stage.ts';

/** How a package comes to a status: by steps of the operator, after its order was paid or not. */
interface Course {
  readonly status: string;
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
  return { status: steps.at(-1) ?? shown.toLowerCase(), shown, paid, steps, next };
}

/** All but Pending renewal, which only domains have. */
const courses: readonly Course[] = [
  course('Active', true, comes, []),
  course('Suspended', true, /^It is suspended, and is not invoiced/),
  course('Canceled', true, over),
  course('Fraudulent', true, untilActive),
  course('Collections', true, untilActive, ['suspended', 'collections']),
  course('Expired', true, over, ['suspended', 'expired']),
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

/** A client with a package of each status. */
async function prepare(userName: string): Promise<OrderedMany> {
  const { provider } = stage;
  const paid = courses.filter((one) => one.paid);
  const unpaid = courses.filter((one) => !one.paid);
  const client = await orderMany(
    provider,
    userName,
    paid.map(() => ({ plan: 'bronze' })),
  );
  await stage.receive(client.invoiceId);
  for (const packageId of client.packageIds) await stage.packageIs(packageId, 'active');
  return { ...client, packageIds: [...client.packageIds, ...unpaid.map(() => '')] };
}

describe.each(handKinds)('statuses of packages, by %s', (kind) => {
  let hand: Hand;
  let packageIds: readonly string[];

  beforeAll(async () => {
    hand = await stage.hand(kind);
    const { provider } = stage;
    const client = await prepare(`statuses-${kind}`);
    await signInBy(hand, stage, client);
    const unpaid = courses.filter((one) => !one.paid).map(() => ({ plan: 'bronze' }));
    const open = await orderMany(provider, client.userName, unpaid, hand.page.request);
    packageIds = [...client.packageIds.filter((id) => id !== ''), ...open.packageIds];
    for (const [index, { steps }] of courses.entries()) {
      for (const status of steps) {
        const body = { status, reason: 'For the test.' };
        await stage.command(`/packages/${packageIds[index]}/status`, body);
      }
    }
    const other = await orderMany(provider, `other-${kind}`, [{ plan: 'bronze' }]);
    const moved = courses.findIndex(({ shown }) => shown === 'Transferred');
    const move = { clientId: other.clientId, reason: 'For the test.' };
    await stage.command(`/packages/${packageIds[moved]}/move`, move);
  });
  afterAll(() => hand?.close());

  it('[5.2, S51, S52, S53, S54, S56, S57, S58, S59, S60, S61, S62, S63, S64, S65, S124, S125, S126] the list names each status', async () => {
    await menu(hand, 'Packages');
    const { page } = hand;
    const rows = page.locator('rr-package-list tbody').getByRole('row');
    await expect.poll(() => rows.count()).toBe(courses.length);
    for (const { shown } of courses) {
      const status = rows.getByText(shown, { exact: true });
      expect(await status.count(), shown).toBe(1);
    }
    await hand.check(page.getByRole('radio', { name: /^Other/ }));
    await expect.poll(() => rows.count()).toBe(courses.length - 2);
    await hand.check(page.getByRole('radio', { name: /^Active/ }));
    await expect.poll(() => rows.count()).toBe(1);
  });

  it('[5.3, 19.1, S51, S52, S53, S54, S56, S57, S58, S59, S60, S61, S62, S63, S64, S65, S66, S117] each package says whether it is invoiced', async () => {
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
