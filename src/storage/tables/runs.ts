import type { Generated } from 'kysely';
import type { Document } from './document.ts';

/** A billing run (SPEC 16.6). */
export interface RunsTable {
  id: string;
  number: Generated<number>;
  kind: 'daily' | 'manual';
  until: string;
  state: 'running' | 'done' | 'stopped' | 'failed';
  counts: Document;
  problems: Document;
  started_at: Date;
  finished_at: Date | null;
}

/** An effect that an operator has switched off (SPEC 16.9). */
export interface SwitchesTable {
  effect: 'charging' | 'invoicing' | 'provisioning' | 'destroying';
  /** Empty for all plugins. */
  plugin_id: string;
  actor: string;
  off_since: Date;
}

/** A catalog as it was loaded; the newest is in force. */
export interface CatalogsTable {
  number: Generated<number>;
  document: Document;
  actor: string;
  loaded_at: Date;
}

/** A raise for running packages (SPEC 2.9). */
export interface PriceCampaignsTable {
  id: string;
  document: Document;
  notice_on: string;
  effective_from: string;
  state: 'noticed' | 'withdrawn';
  created_at: Date;
}
