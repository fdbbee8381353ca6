import type { Hand } from './hands.ts';

/** Fills the gateway's card fields. */
export async function fillCardBy(hand: Hand, number: string): Promise<void> {
  const { page } = hand;
  await hand.type(page.getByLabel('Card number'), number);
  await hand.type(page.getByLabel('Expiry'), '12/30');
  await hand.type(page.getByLabel('Security code'), '123');
}
