import type {
  Appearance,
  Stripe,
  StripeConstructor,
  StripeElementLocale,
  StripeElements,
  StripeElementsOptionsMode,
} from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/dist/pure.mjs';
import type { GatewayClient, GatewayFields, GatewayMount } from '../../src/ports/gateway-client.ts';
import { toStripe } from './client-money.ts';

const unreachable = 'The payment service cannot be reached. Nothing was charged; try again.';
const locales =
  'ar bg cs da de el en en-GB es es-419 et fi fil fr fr-CA he hr hu id it ja ko lt lv ms mt nb nl ' +
  'no pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW';

declare global {
  interface Window {
    Stripe?: StripeConstructor;
  }
}

function needLightDom(container: HTMLElement): void {
  if (container.getRootNode() instanceof ShadowRoot) {
    throw new Error('Card fields mount in the light DOM of the page only; pass a slot on.');
  }
}

/** Stripe's own texts in the page's language, or in the browser's. */
function localeOf(tag: string): StripeElementLocale {
  const known = locales.split(' ');
  const { language, region, script } = new Intl.Locale(tag);
  const chinese = language === 'zh' && script === 'Hant' ? 'zh-TW' : undefined;
  const wanted = [chinese, `${language}-${region}`, language];
  return (wanted.find((name) => name !== undefined && known.includes(name)) ??
    'auto') as StripeElementLocale;
}

const scripts = new Map<string, Promise<void>>();

/** A stand-in's script; the loader takes what is there before it loads Stripe's own. */
function loadStandIn(url: string): Promise<void> {
  const known = scripts.get(url);
  if (known !== undefined) return known;
  const loading = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      scripts.delete(url);
      script.remove();
      reject(new Error(unreachable));
    });
    document.head.append(script);
  });
  scripts.set(url, loading);
  return loading;
}

async function openStripe(config: GatewayMount['publicConfig'], locale: string): Promise<Stripe> {
  const { publishableKey = '', scriptUrl } = config;
  if (scriptUrl !== undefined && window.Stripe === undefined) await loadStandIn(scriptUrl);
  const stripe = await loadStripe(publishableKey, { locale: localeOf(locale) }).catch(
    (cause: unknown) => {
      throw new Error(unreachable, { cause });
    },
  );
  if (stripe === null) throw new Error(unreachable);
  return stripe;
}

/** The page's colours, for fields whose inside no style of the page reaches. */
function appearanceOf(container: HTMLElement): Appearance {
  const style = getComputedStyle(container);
  const names = {
    colorPrimary: '--rr-color-accent',
    colorBackground: '--rr-color-paper',
    colorText: '--rr-color-ink',
    colorDanger: '--rr-color-bad-text',
    borderRadius: '--rr-radius-md',
  };
  const variables: Record<string, string> = {};
  for (const [own, name] of Object.entries(names)) {
    const value = style.getPropertyValue(name).trim();
    // Stripe reads colours and lengths, no functions of our theme.
    if (/^(#[0-9a-f]{3,8}|rgba?\([^)]*\)|[\d.]+(px|rem))$/i.test(value)) variables[own] = value;
  }
  return { theme: 'stripe', variables: { fontFamily: style.fontFamily, ...variables } };
}

type About = Pick<GatewayMount, 'amount' | 'save'>;

function optionsOf({ amount, save }: About): StripeElementsOptionsMode {
  if (amount === null) return { mode: 'setup', setupFutureUsage: 'off_session' };
  const units = toStripe(amount);
  if (units === null) throw new Error('This amount cannot be paid by card.');
  const setupFutureUsage = save ? ('off_session' as const) : null;
  const currency = amount.currency.toLowerCase();
  return { mode: 'payment', amount: units, currency, setupFutureUsage };
}

async function confirmFields(
  stripe: Stripe,
  elements: StripeElements,
): Promise<Readonly<Record<string, string>>> {
  const submitted = await elements.submit();
  if (submitted.error) throw new Error(submitted.error.message ?? unreachable);
  const { confirmationToken, error } = await stripe.createConfirmationToken({ elements });
  if (error) throw new Error(error.message ?? unreachable);
  return { confirmationToken: confirmationToken.id };
}

async function mount(options: GatewayMount): Promise<GatewayFields> {
  const { container, locale, onChange, publicConfig } = options;
  needLightDom(container);
  const stripe = await openStripe(publicConfig, locale);
  const elements = stripe.elements({
    ...optionsOf(options),
    appearance: appearanceOf(container),
  });
  const element = elements.create('payment');
  const box = container.ownerDocument.createElement('div');
  container.append(box);
  element.on('change', ({ complete }) => onChange({ complete, error: null }));
  element.on('loaderror', ({ error }) => {
    onChange({ complete: false, error: error.message ?? unreachable });
  });
  element.mount(box);
  return {
    confirm: async () => {
      try {
        return await confirmFields(stripe, elements);
      } catch (error) {
        // Stripe shows what is wrong beside the field; focus goes there.
        element.focus();
        throw error;
      }
    },
    update: (about) => elements.update(optionsOf(about)),
    unmount: () => {
      element.destroy();
      box.remove();
    },
  };
}

/** Whether the intent waits for the client still: then the step was given up. */
function stillWaits(error: object): boolean {
  const { payment_intent: payment, setup_intent: setup } = error as {
    readonly payment_intent?: { readonly status: string };
    readonly setup_intent?: { readonly status: string };
  };
  return (payment ?? setup)?.status === 'requires_action';
}

async function proceed(input: {
  readonly publicConfig: Readonly<Record<string, string>>;
  readonly locale: string;
  readonly data: Readonly<Record<string, string>>;
  readonly returnUrl: string;
}): Promise<'finished' | 'abandoned'> {
  const { clientSecret, methodReference } = input.data;
  if (clientSecret === undefined) throw new Error('The payment has no step to take.');
  const stripe = await openStripe(input.publicConfig, input.locale);
  const { error } =
    methodReference === undefined
      ? await stripe.handleNextAction({ clientSecret })
      : await stripe.confirmPayment({
          clientSecret,
          confirmParams: { payment_method: methodReference, return_url: input.returnUrl },
          redirect: 'if_required',
        });
  if (error === undefined) return 'finished';
  if (error.type === 'api_connection_error') throw new Error(unreachable);
  // A decline ends the step too: the server reads what came of it.
  return stillWaits(error) ? 'abandoned' : 'finished';
}

/** The browser half of Stripe: its Payment Element, and its own 3-D Secure. */
const client: GatewayClient = {
  mount,
  proceed,
  // Stripe asks for its steps by `client` actions only.
  challenge: async () => 'abandoned',
};
export default client;
