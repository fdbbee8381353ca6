/** A test by its file and its title, as both stand in the sources. */
export interface Shown {
  readonly file: string;
  readonly title: string;
}

/** What became of an attack of the list. */
export type Answer =
  /** The tests that make it and see it fail. */
  | { readonly by: readonly Shown[] }
  /** The tests that show that no operation offers what it attacks. */
  | { readonly absent: readonly Shown[] }
  /** The part of the product whose target it is, which is not built yet. */
  | { readonly part: 5 | 6 | 7; readonly target: string };

const in_ =
  (file: string) =>
  (...titles: readonly string[]): readonly Shown[] =>
    titles.map((title) => ({ file, title }));

const absent = in_('test/attacks/absent.test.ts');
const inputs = in_('test/attacks/inputs.test.ts');
const others = in_('test/attacks/others.test.ts');
const testing = in_('test/attacks/card-testing.test.ts');
const webhooks = in_('test/attacks/webhooks.test.ts');
const credit = in_('test/attacks/credit.test.ts');
const plugins = in_('test/attacks/plugins.test.ts');
const canaries = in_('test/attacks/canaries.test.ts');
const races = in_('test/postgres/races/attacks.test.ts');
const allRaces = in_('test/postgres/races.test.ts');
const moneyRaces = in_('test/postgres/races/money.test.ts');
const handler = in_('src/server/handler.test.ts');
const permissions = in_('test/permissions/permissions.test.ts');
const strictness = in_('src/operations/strictness.test.ts');
const scenarios = (name: string) => in_(`test/scenarios/${name}.test.ts`);
const sandbox = in_('plugins/sandbox/sandbox.test.ts');
const stripe = in_('plugins/stripe/notices.test.ts');

const massAssignment: Answer = {
  by: [
    ...inputs('[4.1, 3.7] %s is refused, and nothing is written'),
    ...strictness('[3.7] %s refuses an unknown field at every depth'),
  ],
};

/** Every attack of the list, by its id. */
export const attacks: Readonly<Record<string, Answer>> = {
  'ATK-001': {
    by: [
      ...others('[3.7] an invoice of another, its number and its neighbours look like none at all'),
      ...permissions('[3.7] answers another client as if the thing did not exist'),
    ],
  },
  'ATK-004': { by: handler('members of the path come from the path alone') },
  'ATK-006': {
    by: [
      ...scenarios('billing-accounts')(
        '[9.5] refuses what is not to be paid by it, before the gateway hears of it',
      ),
      ...others('[8.1, 3.7] is not paid, nor paid with: as if it did not exist'),
      ...absent('[3.14] there are no tickets, and nothing is uploaded'),
    ],
  },
  'ATK-009': {
    absent: absent(
      '[8.3] a client moves no credit: nothing of his takes from one account to another',
    ),
  },
  'ATK-011': {
    by: others('[7.1, 3.7] a list is not widened by a filter, and a page not by a number'),
  },
  'ATK-014': {
    absent: [
      ...absent('[3.7] whose data it is comes from who asks: no input names a provider'),
      ...others('[3.8] a header names no other provider, and settings are nowhere'),
    ],
  },
  'ATK-016': {
    absent: absent('[17.3] nothing is exported by a job whose id could be another’s'),
  },
  'ATK-019': {
    by: handler(
      '[ATK-019] %s is not found',
      '[ATK-019] dots lead to the canonical path and its permissions',
    ),
  },
  'ATK-021': {
    by: [
      ...others('[3.8] who has no scope for money gets none of it moved'),
      ...permissions('[3.8] refuses an operator without the scope'),
    ],
  },
  'ATK-024': {
    absent: [
      ...absent('[3.8] gateways, secrets and settings are no operation’s'),
      ...others('[3.8] a header names no other provider, and settings are nowhere'),
    ],
  },
  'ATK-026': massAssignment,
  'ATK-029': massAssignment,
  'ATK-031': massAssignment,
  'ATK-034': massAssignment,
  'ATK-036': massAssignment,
  'ATK-039': massAssignment,
  'ATK-041': {
    by: inputs(
      '[8.1] every operation that takes one is tried here',
      '[8.10, 8.1] below zero, none and beyond all bounds move nothing',
    ),
  },
  'ATK-044': {
    by: [
      ...inputs('[8.1] that are not written as they should be are refused everywhere'),
      ...strictness('[8.1] %j is not an amount', '[8.1] a JSON number is not an amount'),
    ],
  },
  'ATK-046': {
    by: [
      ...inputs('[8.5] dinars have three decimals and yen none, on the way to the gateway too'),
      ...scenarios('orders')('[2.1] yen have no decimals, in prices, taxes and at the gateway'),
      ...in_('plugins/stripe/stripe.test.ts')('[8.5] are written as the published table says'),
    ],
  },
  'ATK-049': {
    by: credit('[7.9, 5.14] on a line that is taken back gives back what was paid, no more'),
  },
  'ATK-051': {
    by: [
      ...others('[7.11, 4.1] quoted for a country without the tax, ordered from one with it'),
      ...scenarios('vat')(
        '[7.12] with a number that the register does not know pays tax, and is told',
        '[7.12] with a valid number pays by reverse charge, and the answer is kept',
      ),
      ...inputs('[4.1, 3.7] %s is refused, and nothing is written'),
    ],
  },
  'ATK-054': { by: others('[7.9] a fixed amount of another currency takes nothing off') },
  'ATK-056': {
    by: others(
      '[4.12, 2.6] codes cannot be guessed: after twenty tries a minute there is no answer',
    ),
  },
  'ATK-059': {
    by: [
      ...races(
        '[8.3, 7.4] a card pays while a credit note lowers the same invoice: nothing is lost',
      ),
      ...moneyRaces(
        '[8.3] one credit, five orders at once: it is spent once',
        '[8.5, 8.11] marked paid and paid by card at once: the money is taken once',
      ),
    ],
  },
  'ATK-061': {
    by: races('[8.10, 8.3] who has no credit yet is given none back, however many ask at once'),
  },
  'ATK-064': {
    by: races('[5.6, 6.8, 16.5] canceled while the run renews: never both billed and ended'),
  },
  'ATK-066': {
    by: [
      ...allRaces('[7.5] fifty orders at once, some of which fail, leave no gap in the numbers'),
      ...in_('test/postgres/races/numbers.test.ts')(
        '[7.5] orders, runs, changes and credit notes at once: no gap, at no moment',
      ),
    ],
  },
  'ATK-069': {
    absent: absent(
      '[4.9] no operation registers a domain: two orders of one name are two packages',
    ),
  },
  'ATK-071': {
    by: [
      ...webhooks('[8.7] signed with an empty secret is forged, and no server starts with one'),
      ...sandbox('[8.7] does not start with a short webhook secret'),
    ],
  },
  'ATK-074': {
    by: [
      ...webhooks('[8.7] of another account or mode it is refused, and the operator is told'),
      ...stripe('[8.7] is refused with its reason when anything is wrong with it'),
    ],
  },
  'ATK-076': {
    by: webhooks(
      '[8.5] another %s at the gateway is not booked, and a person looks',
      '[8.7] it names no sum: what the gateway holds is booked, a part as a part',
    ),
  },
  'ATK-079': {
    by: [
      ...webhooks('[8.7] only the bytes that were signed count, whatever a proxy makes of them'),
      ...handler('[8.7] a notification reaches its plugin byte for byte'),
    ],
  },
  'ATK-081': { by: webhooks('[8.7] commands for a database in its members are texts') },
  'ATK-084': {
    by: webhooks(
      '[8.7, 3.2] a gateway that hangs delays no answer: the event is stored, and read later',
    ),
  },
  'ATK-086': {
    by: webhooks('[8.7] secrets and signatures are compared in constant time, by every plugin'),
  },
  'ATK-089': { by: handler('[3.6] an allowed origin gets CORS headers, a foreign one none') },
  'ATK-091': { absent: absent('[19.6] no address is fetched by us') },
  'ATK-094': {
    absent: absent(
      '[19.6] no address is fetched by us',
      '[3.14] there are no tickets, and nothing is uploaded',
    ),
  },
  'ATK-096': { part: 7, target: 'PDF and print of names' },
  'ATK-099': { part: 5, target: 'DNS widget' },
  'ATK-101': {
    by: strictness('[4.1] what looks like another domain name is stored as the one that it is'),
  },
  'ATK-104': { part: 7, target: 'embedding in hostile host pages' },
  'ATK-106': { absent: absent('[3.14] there are no tickets, and nothing is uploaded') },
  'ATK-109': { by: strictness('[3.2] %s refuses %s, case %#') },
  'ATK-111': { by: strictness('[3.2] long text is refused in no time') },
  'ATK-114': { part: 6, target: 'resetting a password' },
  'ATK-116': { part: 6, target: 'resetting a password' },
  'ATK-119': { part: 6, target: 'second factors' },
  'ATK-121': { part: 6, target: 'exchange of a host’s sign-in' },
  'ATK-124': { part: 6, target: 'sessions that are listed' },
  'ATK-126': {
    by: in_('plugins/sandbox/vendor/vendor.test.ts')(
      '[5.9] a sign-in link works once within a minute; a password too; not when suspended',
    ),
  },
  'ATK-129': { part: 6, target: 'sign-in by another service' },
  'ATK-131': { by: handler('[3.6] an allowed origin gets CORS headers, a foreign one none') },
  'ATK-134': { by: handler('a body of another type is 415, one above 64 kB is 413') },
  'ATK-136': { by: strictness('[3.2] long text is refused in no time') },
  'ATK-139': { part: 7, target: 'PDF, and availability of names' },
  'ATK-141': { part: 5, target: 'commands to a registry' },
  'ATK-144': {
    by: strictness('[4.1] what looks like another domain name is stored as the one that it is'),
  },
  'ATK-146': { part: 5, target: 'codes for transfers of domains' },
  'ATK-149': {
    by: [
      ...canaries(
        '[3.7, 9.6] %s: in no row of any table',
        '[3.7, 9.6] %s: in no file of the database',
        '[3.7, 9.6] %s: in no answer, header field, log, mail or export',
      ),
      ...in_('src/operations/account-numbers.test.ts')(
        '[9.6] %s keeps no card number and no IBAN in %s',
      ),
    ],
  },
  'ATK-151': {
    by: plugins('[8.5] an error with the keys of the gateway in it shows none of them'),
  },
  'ATK-154': {
    by: canaries(
      '[3.7, 9.6] %s: in no row of any table',
      '[3.7, 9.6] %s: in no file of the database',
    ),
  },
  'ATK-156': { by: in_('src/node/secrets.test.ts')('refuses a short secret by name') },
  'ATK-159': {
    by: credit(
      '[5.14, 5.19] again and again gives no cent that was not paid',
      '[5.14] at %s credit is at most the unused part of what was paid',
      '[5.12] one quote is redeemed once, and not by another client',
    ),
  },
  'ATK-161': {
    by: credit('[5.14] a second upgrade credits the whole running plan, not the step before it'),
  },
  'ATK-164': {
    by: [
      ...moneyRaces('[8.10] an invoice refunded twice at once never gives back more than came'),
      ...scenarios('refunds')(
        '[8.10] is never more than was captured and did not go back, those on their way too',
      ),
    ],
  },
  'ATK-166': {
    by: [
      ...absent('[8.3] no currency is set but that of an order'),
      ...others('[8.3] a client of one currency orders in no other, and keeps his credit as it is'),
    ],
  },
  'ATK-169': { absent: absent('[6.1] no client says when anything begins, ends or is due') },
  'ATK-171': {
    by: [
      ...credit('[2.10] a trial is had once per client and product, and can ask for an account'),
      ...scenarios('cycles')('[2.10] that needs a billing account is not given without one'),
    ],
  },
  'ATK-174': {
    by: others('[3.7] an invoice of another, its number and its neighbours look like none at all'),
  },
  'ATK-176': {
    by: [
      ...testing(
        '[4.12] five declines of an invoice in an hour, then none is sent',
        '[4.12] ten new cards of a client in a day, whether they are kept or pay',
        '[4.12] over HTTP twenty tries a minute at most, to pay or to keep',
      ),
      ...races(
        '[4.12, 8.5] twenty stolen cards at once on one invoice: one after the other, and few',
      ),
    ],
  },
  'ATK-179': {
    by: scenarios('unknown-ends')(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the title stands so in its source.
      '[8.5, 4.7] ${mode}: the panel is asked, and has exactly one account',
    ),
  },
  'ATK-181': {
    by: plugins(
      '[8.5] a gateway that %s harms its own charge alone',
      '[8.5] what a plugin does to its input stays with it',
    ),
  },
  'ATK-184': {
    by: [
      ...credit('[4.4] with another amount is refused, and the first result stands'),
      ...scenarios('orders')('[4.4] of one id with other content is refused'),
    ],
  },
  'ATK-186': {
    by: [
      ...races(
        '[4.4, 8.5] one payment sent ten times at once is one charge, and ten times its answer',
      ),
      ...allRaces('[4.4] an order submitted ten times at once is one order with one answer'),
    ],
  },
  'ATK-189': {
    by: [
      ...credit('[8.5] a page that makes a new one while a payment has no known end is refused'),
      ...allRaces('[8.5] pay now in twenty tabs at once: exactly one charge'),
      ...in_('src/adapters/http.test.ts')('[4.4] a command is sent again with the same id'),
    ],
  },
  'ATK-191': { by: webhooks('[8.1, 8.5] counts for nothing: the gateway is read') },
  'ATK-194': {
    by: [
      ...credit('[8.3] what a card gives less than was asked stays open, and is asked for once'),
      ...scenarios('payments')('[8.3] a partial capture lowers the balance; the rest can be paid'),
    ],
  },
};
