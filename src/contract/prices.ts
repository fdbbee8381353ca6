import type { Money } from '../rules/money.ts';
import type { Command, Operation } from './operation.ts';

/** A new price for running packages of a plan, or for one of their add-ons (SPEC 2.9). */
export interface RaiseWish {
  readonly productId: string;
  /** Packages of this plan; all of the product when left out. */
  readonly planId?: string;
  /** The add-on whose price is raised; the plan's own when left out. */
  readonly addOnId?: string;
  readonly cycle: string;
  /** Per unit and period; its currency chooses the packages. */
  readonly price: Money;
}

/** One package of a campaign. */
export interface RaiseRow {
  readonly packageId: string;
  readonly number: number;
  readonly clientId: string;
  readonly name: string;
  readonly quantity: number;
  readonly before: Money;
  readonly after: Money;
  /** The first period at the new price. */
  readonly firstPeriodOn: string;
}

/** What a campaign does. */
export interface RaisePreview {
  /** From periods issued on that day on. */
  readonly effectiveFrom: string;
  readonly rows: readonly RaiseRow[];
}

/** A campaign that was announced. */
export interface RaiseView extends RaisePreview {
  readonly campaignId: string;
  readonly noticeOn: string;
  readonly state: 'noticed' | 'withdrawn';
}

/** Operations on prices of running packages. */
export interface PriceOperations {
  'prices.previewRaise': { input: RaiseWish; output: RaisePreview };
  'prices.announceRaise': { input: Command & RaiseWish; output: RaiseView };
  'prices.withdrawRaise': {
    input: Command & { readonly campaignId: string };
    output: RaiseView;
  };
}

/** Their table. */
export const priceOperations: { readonly [Name in keyof PriceOperations]: Operation } = {
  'prices.previewRaise': {
    kind: 'query',
    method: 'POST',
    path: '/prices/preview-raise',
    access: { operator: 'packages:read' },
    summary: 'Which running packages a raise would meet, and from which period on.',
  },
  'prices.announceRaise': {
    kind: 'command',
    method: 'POST',
    path: '/prices/announce-raise',
    access: { operator: 'packages:write' },
    summary: 'Announces a raise for running packages to their clients.',
  },
  'prices.withdrawRaise': {
    kind: 'command',
    method: 'POST',
    path: '/prices/withdraw-raise',
    access: { operator: 'packages:write' },
    summary: 'Withdraws a raise where it is not in force yet.',
  },
};
