import { expect, it } from 'vitest';
import { createFixture } from './handler.fixture.ts';

it('[7.12] the country that a proxy tells comes with the facts of a request', async () => {
  const country = (request: Request): string | null => request.headers.get('cf-ipcountry');
  for (const [options, headers, told] of [
    [{ country }, { 'cf-ipcountry': 'FR' }, 'FR'],
    [{ country }, {}, null],
    [{}, { 'cf-ipcountry': 'FR' }, null],
  ] as const) {
    const { handler, calls } = createFixture(options);
    const address = 'https://billing.example/catalog';
    await handler.fetch(new Request(address, { headers: { ...headers } }));
    expect(calls[0]?.facts?.country).toBe(told);
  }
});
