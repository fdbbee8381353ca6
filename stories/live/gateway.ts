import type { GatewayClient } from '../../components/index.ts';

/** Takes a card number to the vendor and brings a token back. */
export type Tokenise = (number: string) => Promise<string>;

const cards: readonly (readonly [number: string, label: string])[] = [
  ['4242424242424242', 'Visa that is approved'],
  ['4000000000009995', 'Visa with not enough funds'],
  ['4000000000000077', 'Visa that settles late'],
];

/** The browser half of the vendor in the page: a choice of test cards in place of fields. */
export function liveGateway(tokenise: Tokenise): GatewayClient {
  return {
    mount: ({ container }) => {
      const label = document.createElement('label');
      label.style.cssText = 'display:grid;gap:4px;font-weight:500';
      label.append('Test card');
      const select = document.createElement('select');
      select.style.cssText = 'min-block-size:32px;font:inherit;color:inherit;background:Canvas';
      for (const [number, text] of cards) select.append(new Option(text, number));
      label.append(select);
      container.append(label);
      return Promise.resolve({
        confirm: async () => ({ token: await tokenise(select.value) }),
        unmount: () => label.remove(),
      });
    },
    challenge: () => Promise.resolve('finished'),
  };
}
