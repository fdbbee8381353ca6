import { addDays } from '../../../src/rules/plain-date.ts';
import type { RunningProvider } from '../provider.ts';

/** The provider's date. */
export async function today({ shop }: RunningProvider): Promise<string> {
  const answer = (await (await fetch(`${shop}/time`)).json()) as { today: string };
  return answer.today;
}

/** Moves the provider's date on; each day has its billing run. */
export async function moveBy(provider: RunningProvider, days: number): Promise<void> {
  const date = addDays(await today(provider), days);
  const answer = await fetch(`${provider.shop}/time`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ date }),
  });
  const last = (await answer.text()).trimEnd().split('\n').at(-1) ?? '';
  if (!last.includes(date)) throw new Error(`The clock stays before ${date}: ${last}`);
}
