import type { PropertyValues } from 'lit';
import { RackrateElement } from '../internal/element.ts';
import { property } from '../internal/property.ts';
import { type Wish, wishOfLink } from './choice.ts';

const wishes = [
  'product',
  'plan',
  'cycle',
  'addOns',
  'domain',
  'code',
  'currency',
  'country',
] as const;

/** The attributes and the link that say what an order begins with (SPEC 4.2), and where it ends. */
export abstract class WishElement extends RackrateElement {
  /** The link as it was at first; the host page may change the address later. */
  #link: string | null = null;

  /** Product to begin with. */
  @property()
  product: string = '';

  /** Plan to begin with. */
  @property()
  plan: string = '';

  /** Cycle to begin with. */
  @property()
  cycle: string = '';

  /** Add-ons to begin with, `ip:2,backup`. */
  @property({ attribute: 'add-ons' })
  addOns: string = '';

  /** Domain name that the hosting is for. */
  @property()
  domain: string = '';

  /** Promotion code. */
  @property()
  code: string = '';

  /** ISO 4217. */
  @property()
  currency: string = '';

  /** ISO 3166, two letters. */
  @property()
  country: string = '';

  /** Whether the address of the page is read. */
  @property({ type: Boolean, attribute: 'from-link' })
  fromLink: boolean = false;

  /** Address of the client's account. */
  @property({ attribute: 'account-href' })
  accountHref: string = '';

  /** What the order begins with; the link comes before the attributes. */
  protected get wish(): Wish {
    const { product, plan, cycle, addOns, domain, code, currency, country } = this;
    const wish: Wish = { product, plan, cycle, addOns, domain, code, currency, country };
    if (!this.fromLink) return wish;
    this.#link ??= location.search;
    return wishOfLink(wish, this.#link);
  }

  /** Whether the host page wishes for something else now. */
  protected wishesElse(changed: PropertyValues): boolean {
    return this.hasUpdated && wishes.some((name) => changed.has(name));
  }
}
