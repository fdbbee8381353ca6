import type { Command, Operation } from './operation.ts';

/** A kind of effect that an operator can switch off (SPEC 16.9). */
export type SwitchEffect = 'charging' | 'invoicing' | 'provisioning' | 'destroying';

/** An effect that is switched off. */
export interface SwitchView {
  readonly effect: SwitchEffect;
  /** Null: of all plugins. */
  readonly pluginId: string | null;
  readonly actor: string;
  readonly offSince: string;
}

/** What is off; all else is on. */
export interface SwitchList {
  readonly off: readonly SwitchView[];
}

/** Operations on switches. */
export interface SwitchOperations {
  'switches.list': { input: Record<string, never>; output: SwitchList };
  'switches.set': {
    input: Command & {
      readonly effect: SwitchEffect;
      /** Left out: all plugins. */
      readonly pluginId?: string;
      readonly on: boolean;
    };
    output: SwitchList;
  };
}

/** Their table. */
export const switchOperations: { readonly [Name in keyof SwitchOperations]: Operation } = {
  'switches.list': {
    kind: 'query',
    method: 'GET',
    path: '/switches',
    access: { operator: 'switches:read' },
    summary: 'Which effects are switched off.',
  },
  'switches.set': {
    kind: 'command',
    method: 'POST',
    path: '/switches/set',
    access: { operator: 'switches:write' },
    summary: 'Switches charging, invoicing, provisioning or destroying off, or on again.',
  },
};
