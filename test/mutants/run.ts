import { faultsOf, faultsOfRule, type Mutant } from './mutant.ts';

const renewal = 'test/scenarios/run-renewal.test.ts';
const guards = 'test/scenarios/guards.test.ts';
const dunning = 'test/scenarios/run-dunning.test.ts';

/** The billing run: SPEC 16. */
export const runMutants: readonly Mutant[] = [
  ...faultsOfRule('dunning', [
    [
      '6.10 every missed reminder goes out',
      "if (step.do === 'remind') reminder = index;",
      "if (step.do === 'remind') reminder ??= index;",
    ],
    ['7.13 a late fee is charged with each look', 'if (index < taken) continue;', ''],
    [
      '16.2 a step is taken a day late',
      'addDays(dueOn, step.day) > today',
      'addDays(dueOn, step.day) >= today',
    ],
    [
      '16.2 suspended before the unpaid period',
      'unpaidFrom === null || unpaidFrom <= today',
      'true',
    ],
    [
      '16.2 terminated in the run that suspends',
      'suspendsNow ? addDays(today, pause) : null',
      'null',
    ],
    [
      '16.2 terminated too soon after the suspension',
      'addDays(suspendedForDebtOn, pause)',
      'suspendedForDebtOn',
    ],
    [
      '16.3 what an operator suspended is terminated',
      ' || suspendedForDebtOn === null) continue;\n    const from = addDays(suspendedForDebtOn, pause);',
      ") continue;\n    const from = addDays(suspendedForDebtOn ?? '2000-01-01', pause);",
    ],
    ['16.4 a promise ends a day early', 'promisedUntil >= today', 'promisedUntil > today'],
    ['16.4 a promise holds no late fee', '!destroys && step.lateFee === undefined', '!destroys'],
    ['16.9 destroying that is off destroys', '(destroys && destroyingIsOff)', 'false'],
  ]),
  ...faultsOf('src/rules/outlook-dunning.ts', 'src/rules/outlook-dunning.test.ts', [
    [
      '19.2 a suspension ahead is forgotten',
      "status: 'suspended', suspendedForDebtOn: day",
      "status: 'active', suspendedForDebtOn: day",
    ],
  ]),
  ...faultsOfRule('outlook', [
    [
      '19.2 credit pays without end',
      'isZero(fromCredit) ? credit : subtract(credit, fromCredit)',
      'credit',
    ],
  ]),
  ...faultsOfRule('explain', [
    ['19.1 a parked client is said to be invoiced', 'if (parkedReason !== null) {', 'if (false) {'],
  ]),
  ...faultsOf('src/engine/run/client.ts', guards, [
    [
      '16.1 nothing but invoices is ahead, but all is',
      'step.mayBeAhead ? day : minDate(day, scope.today)',
      'day',
    ],
  ]),
  ...faultsOf('src/engine/run/attempt.ts', renewal, [
    ['16.7 a preview is written', 'if (preview) throw', 'if (false) throw'],
  ]),
  ...faultsOf('src/engine/run/faults.ts', guards, [
    [
      '16.5 a parked client is not',
      '.set({ parked_at: scope.now, parked_reason',
      '.set({ parked_at: null, parked_reason',
    ],
  ]),
  ...faultsOf('src/engine/run/forecast.ts', renewal, [
    ['16.8 a run passes any forecast', 'sum.amount * 1000n <=', 'true || sum.amount * 1000n <='],
  ]),
  ...faultsOf('src/engine/run/run.ts', renewal, [
    ['16.6 nobody hears how far a run is', 'onProgress(progress);', ''],
  ]),
  ...faultsOf('src/engine/packages/returning.ts', dunning, [
    ['16.3 an operator’s suspension is undone', "and suspended_for in ('debt', 'trial')", ''],
  ]),
  ...faultsOf('src/engine/run/dunning.ts', dunning, [
    [
      '16.2 a step is not kept',
      'dunning_step: taken, next_step_on: nextOn',
      'next_step_on: nextOn',
    ],
  ]),
  ...faultsOf('src/engine/run/late-fee.ts', dunning, [
    ['7.13 a late fee is taxed', "rate: '0',\n  category: 'O',", "rate: '19',\n  category: 'S',"],
  ]),
  ...faultsOf('src/engine/switches.ts', 'test/scenarios/operator.test.ts', [
    [
      '16.9 a switch of one plugin stops all',
      "where('plugin_id', 'in', ['', pluginId])",
      "where('plugin_id', '!=', '-')",
    ],
  ]),
];
