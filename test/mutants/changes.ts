import { faultsOf, faultsOfRule, type Mutant } from './mutant.ts';

const change = 'src/rules/change.test.ts';
const packages = 'test/scenarios/changes-packages.test.ts';
const changes = 'test/scenarios/changes.test.ts';
const scheduled = 'test/scenarios/changes-scheduled.test.ts';
const guards = 'test/scenarios/guards.test.ts';

/** Packages and their changes: SPEC 5. */
export const changeMutants: readonly Mutant[] = [
  ...faultsOf('src/engine/packages/package-view.ts', 'test/scenarios/first-sale.test.ts', [
    [
      '5.1 the next renewal is the last one',
      'nextRenewal: row.period_end',
      'nextRenewal: row.period_start',
    ],
  ]),
  ...faultsOfRule('package', [
    [
      '5.2 a stopped package cannot be transferred',
      "from: ['active', 'suspended', 'pending_renewal', 'stopped'],",
      "from: ['active', 'suspended', 'pending_renewal'],",
    ],
    [
      '5.2 a client ends a debt that was given away',
      "from: ['collections'], to: 'canceled', by: system",
      "from: ['collections'], to: 'canceled', by: anyone",
    ],
    ['5.3 a pending package is invoiced again', 'return rule.isFirst;', 'return true;'],
    ['5.3 a suspended package is always invoiced', ' && rule.suspendedInvoiced', ''],
    [
      '5.4 a suspension does nothing at the panel',
      "to: 'suspended', by: system, effect: 'suspend'",
      "to: 'suspended', by: system",
    ],
    [
      '5.4 a client ends what is not his to end',
      "from: ['failed', ...inWork], to: 'canceled', by: system",
      "from: ['failed', ...inWork], to: 'canceled', by: anyone",
    ],
    [
      '5.6 work by hand is never complete',
      "from: ['pending', 'active', ...inWork], to: 'completed'",
      "from: ['pending', 'active'], to: 'completed'",
    ],
  ]),
  ...faultsOf('src/engine/changes/move.ts', guards, [
    ['5.7 a package moves to another currency', 'currency !== row.currency', 'currency === ""'],
    ['5.7 paid time does not go along', 'item.billed_through > scope.today)', 'false)'],
  ]),
  ...faultsOf('src/engine/packages/package-view.ts', packages, [
    [
      '5.8 a client is offered what is the operator’s',
      "ownerId === null ? 'operator' : 'client'",
      "'operator'",
    ],
  ]),
  ...faultsOf('src/engine/packages/package-view.ts', 'test/scenarios/packages.test.ts', [
    ['5.9 a sign-in is offered where there is none', "row.status === 'active' && panel", 'panel'],
  ]),
  ...faultsOfRule('change-target', [
    [
      '5.10 Adjust Add-ons ends the plan',
      'ends: changes.flatMap(({ item }) => item ?? []),',
      'ends: now.items,',
    ],
    ['5.15 a shorter cycle is an upgrade', "return longer > 0 ? 'up' : 'down'", "return 'up'"],
    [
      '5.20 a set-up fee is charged on any change',
      'plan.setupOnChange === true && plan.id !== from.id',
      'plan.id !== from.id',
    ],
    [
      '5.20 fewer is an upgrade',
      "first.wanted > first.had ? 'up' : 'down';",
      "'up' as 'up' | 'down';",
    ],
    [
      '7.9 a promotion survives any change of plan',
      '{ planId: plan.id, cycle }) ? promotion : null',
      '{ planId: plan.id, cycle }) ? promotion : promotion',
    ],
  ]),
  ...faultsOf('src/engine/changes/change-quote.ts', changes, [
    ['5.11 the quote says that nothing is due', 'dueNow: due,', 'dueNow: none,'],
  ]),
  ...faultsOf('src/engine/changes/change-token.ts', changes, [
    ['5.12 a forged quote is taken', '!sameText(expected, signature)', 'false'],
  ]),
  ...faultsOf('src/engine/changes/change-plan.ts', scheduled, [
    [
      '5.13 the direction does not matter',
      "wanted.direction === 'up' ? changes.upgrade",
      "wanted.direction !== 'up' ? changes.upgrade",
    ],
  ]),
  ...faultsOfRule('credit', [
    ['5.14 the credit is the whole line', 'unused === days ? amount', 'unused > 0 ? amount'],
    [
      '5.14 the day of the change is credited twice',
      'maxDate(period.start, day);',
      'period.start;',
    ],
    ['5.14 the credit is rounded down', 'BigInt(days), mode)', "BigInt(days), 'down')"],
    ['5.14 later reversals give more than the line', 'minimum(share, left)', 'share'],
    [
      '5.14 what is left after its end is below zero',
      'Math.max(0, daysBetween(from, period.end))',
      'daysBetween(from, period.end)',
    ],
  ]),
  ...faultsOf('src/rules/change.ts', change, [
    [
      '5.14 an open invoice is not lowered',
      'isInvoice ? reversible.filter(isOpen) : reversible',
      'isInvoice ? [] : reversible',
    ],
    ['5.15 lines that have ended are taken back', 'period.end > day)', 'period.end >= day)'],
    [
      '5.15 without credit the old lines fall',
      'credited ? request.standing',
      'true ? request.standing',
    ],
    ['5.16 less than nothing is an invoice', 'together.totals.total.amount >= 0n', 'true'],
    [
      '5.16 nothing at all is a credit note',
      'together.totals.total.amount >= 0n',
      'together.totals.total.amount > 0n',
    ],
    [
      '5.18 the days of a credited renewal stay billed',
      'minDate(item.billedThrough, day)',
      'item.billedThrough',
    ],
  ]),
  ...faultsOf('src/rules/change-lines.ts', change, [
    [
      '5.14 a reversal has no tax',
      '    taxes: line.taxes,\n    ...(charged',
      '    taxes: [],\n    ...(charged',
    ],
    [
      '5.15 the new plan begins a day late',
      'let start = day;',
      'let start = boundaryAfter(anchor, cycle, day);',
    ],
    ['5.16 a reversal charges again', 'quantity: -1,\n    discount', 'quantity: 1,\n    discount'],
    [
      '5.19 a fixed discount grows by changes',
      "BigInt(days), 'floor')",
      "BigInt(days), 'ceiling')",
    ],
    [
      '7.9 a discounted day loses its discount',
      'if (terms.percent !== undefined) return applyRate',
      'if (terms.percent === "") return applyRate',
    ],
  ]),
  ...faultsOf('src/engine/changes/change-write.ts', changes, [
    [
      '5.17 an unpaid change lapses a day late',
      'addDays(scope.today, lapseDays)',
      'addDays(scope.today, lapseDays + 1)',
    ],
    ['5.22 the panel does not hear of the change', 'await enqueuePlanChange(scope, row.id);', ''],
  ]),
  ...faultsOf('src/engine/changes/change-write.ts', scheduled, [
    [
      '5.17 a change outlives the next cycle invoice',
      'minDate(last, maxDate(',
      'maxDate(last, maxDate(',
    ],
  ]),
  ...faultsOf('src/engine/changes/change-state.ts', scheduled, [
    [
      '5.18 an invoice that is not overdue blocks',
      "'invoices.due_on', '<', scope.today",
      "'invoices.due_on', '<', '9999-12-31'",
    ],
  ]),
  ...faultsOf('src/engine/changes/cancel.ts', packages, [
    ['5.21 a cancelation gives back what it must not', "cancelRefund === 'unused' || ", 'true || '],
    [
      '5.21 an undone cancelation still ends the items',
      'ends_on: null, version',
      'ends_on: row.cancel_on, version',
    ],
  ]),
];
