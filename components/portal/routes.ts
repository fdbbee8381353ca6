/** What the portal can show. */
export type View =
  | 'home'
  | 'invoices'
  | 'invoice'
  | 'pay'
  | 'charge'
  | 'packages'
  | 'package'
  | 'upgrade'
  | 'downgrade'
  | 'cancel'
  | 'billing-accounts'
  | 'billing-account-new'
  | 'billing-account'
  | 'routing'
  | 'contacts'
  | 'contact-new'
  | 'contact'
  | 'add-funds'
  | 'report'
  | 'outlook'
  | 'affiliates'
  | 'todos'
  | 'not-found';

/** A view, and what it is of. */
export interface Place {
  readonly view: View;
  /** Of one thing its id; of `pay` ids with commas; else empty. */
  readonly id: string;
}

/** Paths by view; the first that fits counts, so `contacts/new` stands before `contacts/{id}`. */
const patterns: Readonly<Record<Exclude<View, 'not-found'>, readonly string[]>> = {
  home: [''],
  invoices: ['invoices'],
  invoice: ['invoices/{id}'],
  pay: ['pay', 'pay/{id}'],
  charge: ['charges/{id}'],
  packages: ['packages'],
  package: ['packages/{id}'],
  upgrade: ['packages/{id}/upgrade'],
  downgrade: ['packages/{id}/downgrade'],
  cancel: ['packages/{id}/cancel'],
  'billing-accounts': ['billing-accounts'],
  'billing-account-new': ['billing-accounts/new'],
  routing: ['billing-accounts/routing'],
  'billing-account': ['billing-accounts/{id}'],
  contacts: ['contacts'],
  'contact-new': ['contacts/new'],
  contact: ['contacts/{id}'],
  'add-funds': ['add-funds'],
  report: ['report'],
  outlook: ['outlook'],
  affiliates: ['affiliates'],
  todos: ['todos'],
};

/** The place of a path such as `invoices/inv_1`; slashes at either end do not matter. */
export function placeOf(path: string): Place {
  const given = tidy(path);
  for (const [view, ways] of Object.entries(patterns)) {
    for (const way of ways) {
      const id = fit(way, given);
      if (id !== null) return { view: view as View, id };
    }
  }
  return { view: 'not-found', id: '' };
}

/** The path of a place; a view that has ways with and without an id takes the one that fits. */
export function pathOf(view: Exclude<View, 'not-found'>, id: string = ''): string {
  const [first = '', second = first] = patterns[view];
  const way = id === '' ? first : second;
  return way.replace('{id}', encodeURIComponent(id));
}

/** The path of a view with `{id}` in the place of its id, as the widgets' attributes take it. */
export function patternOf(view: Exclude<View, 'not-found'>): string {
  return patterns[view].at(-1) ?? '';
}

/** The path without query, and without slashes at its ends. */
export function tidy(path: string): string {
  return path.replace(/\?.*$/s, '').replace(/^\/+|\/+$/g, '');
}

/** The id of a path that fits a pattern, empty for a pattern without one; null: it does not fit. */
function fit(pattern: string, path: string): string | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  let id = '';
  for (const [index, part] of wanted.entries()) {
    const found = given[index] ?? '';
    if (part !== '{id}') {
      if (part !== found) return null;
      continue;
    }
    id = decoded(found);
    if (id === '') return null;
  }
  return id;
}

/** Empty for what is no encoded text, such as `%zz`. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
