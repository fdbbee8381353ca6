/**
 * A stand-in for `https://js.stripe.com/endive/stripe.js`, as text: `Stripe()`, `elements`, a
 * Payment Element in a frame, `createConfirmationToken`, `confirmPayment` and `handleNextAction`
 * with a dialog for 3-D Secure. It sets no style attributes, for pages with a strict policy.
 */
export function stripeJs(origin: string): string {
  return `(() => {
const origin = ${JSON.stringify(origin)};
let serial = 0;

function ask(frame, message) {
  serial += 1;
  const id = serial;
  return new Promise((resolve) => {
    const listen = (event) => {
      if (event.source !== frame.contentWindow || event.data?.fakeStripe !== 'answer') return;
      if (event.data.id !== id) return;
      removeEventListener('message', listen);
      resolve(event.data);
    };
    addEventListener('message', listen);
    frame.contentWindow.postMessage({ fakeStripe: 'ask', id, ...message }, origin);
  });
}

async function askFields(group, message) {
  // A frame that is still loading would miss the question.
  await group.ready;
  return ask(group.frame, message);
}

function paymentElement(group) {
  const listeners = new Map();
  const emit = (name, event) => (listeners.get(name) ?? []).forEach((listen) => listen(event));
  const onMessage = (event) => {
    if (group.frame === null || event.source !== group.frame.contentWindow) return;
    const { data } = event;
    if (data?.fakeStripe !== 'fields') return;
    if (data.height) group.frame.style.height = data.height + 'px';
    if (data.event === 'ready') {
      group.isReady();
      emit('ready', { elementType: 'payment' });
    }
    if (data.event !== 'change') return;
    const { complete, empty } = data;
    const value = { type: 'card' };
    emit('change', { elementType: 'payment', complete, empty, collapsed: false, value });
  };
  const element = {
    mount(target) {
      const host = typeof target === 'string' ? document.querySelector(target) : target;
      if (host.getRootNode() instanceof ShadowRoot) {
        throw new Error('Stripe Elements cannot be mounted in a shadow tree.');
      }
      const frame = document.createElement('iframe');
      frame.title = 'Secure payment input frame';
      frame.src = origin + '/elements';
      frame.style.width = '100%';
      frame.style.border = '0';
      frame.style.height = '200px';
      group.frame = frame;
      group.ready = new Promise((resolve) => { group.isReady = resolve; });
      addEventListener('message', onMessage);
      host.append(frame);
      return element;
    },
    on(name, listen) {
      listeners.set(name, [...(listeners.get(name) ?? []), listen]);
      return element;
    },
    off: () => element,
    focus: () => void (group.frame && askFields(group, { ask: 'focus' })),
    update: () => undefined,
    unmount() {
      removeEventListener('message', onMessage);
      group.frame?.remove();
      group.frame = null;
    },
    destroy: () => element.unmount(),
    collapse: () => undefined,
  };
  return element;
}

function createElements(options) {
  if (options?.mode === undefined && options?.clientSecret === undefined) {
    throw new Error('elements() needs a mode or a clientSecret.');
  }
  if (options.mode === 'payment' && !(Number.isInteger(options.amount) && options.currency)) {
    throw new Error('elements() in payment mode needs a whole amount and a currency.');
  }
  const group = { frame: null, options: { ...options } };
  return {
    group,
    create: () => paymentElement(group),
    update: (more) => { Object.assign(group.options, more); },
    getElement: () => null,
    fetchUpdates: async () => ({}),
    submit: async () => {
      if (group.frame === null) {
        return { error: { type: 'validation_error', message: 'Not mounted.' } };
      }
      const { error } = await askFields(group, { ask: 'submit' });
      return error ? { error } : { selectedPaymentMethod: 'card' };
    },
  };
}

async function request(key, path, body) {
  const response = await fetch(origin + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: 'Bearer ' + key },
    ...(body ? { body: new URLSearchParams(body) } : {}),
  });
  return response.json();
}

function showChallenge(url) {
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    const frame = document.createElement('iframe');
    frame.title = '3D Secure';
    frame.src = url;
    frame.style.width = 'min(28rem, 90vw)';
    frame.style.height = '22rem';
    frame.style.border = '0';
    dialog.append(frame);
    const end = () => {
      removeEventListener('message', listen);
      dialog.remove();
      resolve();
    };
    const listen = (event) => {
      if (event.source !== frame.contentWindow || event.origin !== origin) return;
      if (event.data?.fakeStripe === 'challenge-done') end();
    };
    addEventListener('message', listen);
    dialog.addEventListener('cancel', end);
    document.body.append(dialog);
    dialog.showModal();
  });
}

function resultOf(intent) {
  const failure = intent.last_payment_error ?? intent.last_setup_error;
  const name = intent.object === 'setup_intent' ? 'setupIntent' : 'paymentIntent';
  if (intent.status === 'requires_payment_method' && failure) {
    return { error: { ...failure, [intent.object]: intent } };
  }
  return { [name]: intent };
}

function pathOf(clientSecret) {
  const id = clientSecret.split('_secret_')[0];
  const collection = id.startsWith('seti_') ? 'setup_intents' : 'payment_intents';
  return '/v1/' + collection + '/' + id;
}

async function nextStep(key, clientSecret, intent) {
  const { next_action: next } = intent;
  if (intent.status !== 'requires_action' || !next) return resultOf(intent);
  if (next.type === 'redirect_to_url') {
    location.assign(next.redirect_to_url.url);
    return new Promise(() => undefined);
  }
  await showChallenge(next.use_stripe_sdk.stripe_js);
  const query = '?client_secret=' + encodeURIComponent(clientSecret);
  const after = await request(key, pathOf(clientSecret) + query);
  if (after.status === 'requires_action') {
    const message = 'The customer closed the dialog.';
    const code = 'payment_intent_authentication_failure';
    return { error: { type: 'invalid_request_error', code, message, [after.object]: after } };
  }
  return resultOf(after);
}

function Stripe(key, options = {}) {
  if (!/^pk_/.test(key)) throw new Error('Please call Stripe() with your publishable key.');
  return {
    elements: createElements,
    async createConfirmationToken({ elements, params }) {
      const { frame, options: about } = elements.group;
      if (frame === null) return { error: { type: 'validation_error', message: 'Not mounted.' } };
      const save = about.setupFutureUsage === 'off_session' || about.mode === 'setup';
      const { confirmationToken, error } = await ask(frame, { ask: 'token', save, params });
      return error ? { error } : { confirmationToken };
    },
    async handleNextAction({ clientSecret }) {
      const query = '?client_secret=' + encodeURIComponent(clientSecret);
      const intent = await request(key, pathOf(clientSecret) + query);
      return intent.error ? intent : nextStep(key, clientSecret, intent);
    },
    async confirmPayment({ clientSecret, confirmParams }) {
      const intent = await request(key, pathOf(clientSecret) + '/confirm', {
        client_secret: clientSecret,
        payment_method: confirmParams.payment_method,
        return_url: confirmParams.return_url,
      });
      return intent.error ? intent : nextStep(key, clientSecret, intent);
    },
    async retrievePaymentIntent(clientSecret) {
      const query = '?client_secret=' + encodeURIComponent(clientSecret);
      const intent = await request(key, pathOf(clientSecret) + query);
      return intent.error ? intent : { paymentIntent: intent };
    },
    _options: options,
  };
}

Stripe.version = 'endive';
window.Stripe = Stripe;
})();
`;
}
