/** `rackrate/node`: puts a provider's server together on Node. */
export { type OpenedStore, openStore } from './open-store.ts';
export {
  type Asset,
  createProvider,
  type Listener,
  listen,
  type OperatorKey,
  type Provider,
  type ProviderOptions,
} from './provider.ts';
export { machineChance } from './random.ts';
export { createSecrets, type SecretsOptions } from './secrets.ts';
export { createSignIn, type SignInOptions, type SignInService } from './sign-in.ts';
export { startWorker, type WorkerLoop } from './worker.ts';
