/** `rackrate/node`: puts a provider's server together on Node. */

export { type OpenedEngine, openEngine } from './open-engine.ts';
export { type OpenedStore, openStore } from './open-store.ts';
export type { Asset, OperatorKey, ProviderOptions } from './options.ts';
export { createProvider, type Listener, listen, type Provider } from './provider.ts';
export { machineChance } from './random.ts';
export { createSecrets, type SecretsOptions } from './secrets.ts';
export { createSignIn, type SignInOptions, type SignInService } from './sign-in.ts';
export {
  createTimeMachine,
  type LivedDay,
  type OnDay,
  type TimeMachine,
  type TimeMachineOptions,
} from './time-machine.ts';
export { startWorker, type WorkerLoop } from './worker.ts';
