import type { Backend, RequestFacts } from '../contract/backend.ts';
import type { Principal } from '../contract/operation.ts';
import { contract, type Input, type OperationName, type Output } from '../contract/operations.ts';
import { requirePermission } from '../contract/permissions.ts';
import { decode, type Json } from '../contract/wire.ts';
import { fail } from '../errors.ts';
import { isDuplicate } from '../storage/store.ts';
import { previewRemoval, removeAccount } from './accounts/account-removal.ts';
import { getRouting, setFallback } from './accounts/account-routing.ts';
import { accountOptions, addAccount, getSetup, resumeSetup } from './accounts/account-setup.ts';
import { changeAccount, getAccount, listAccounts } from './accounts/accounts.ts';
import { requireSealingKey } from './accounts/sealing.ts';
import { forgetMethod, setUpAccount } from './accounts/setup-tasks.ts';
import { getAffiliates, joinProgram, payOutCommissions } from './affiliates/affiliates.ts';
import { checkAllBooks, exportEntries, getBalanceReport, listEntries } from './books/book-views.ts';
import { createCatalogHolder } from './catalog/catalog-holder.ts';
import { getCatalog, getProvider } from './catalog/catalog-views.ts';
import { checkCatalogFile, loadCatalog, refreshCatalog } from './catalog/catalogs.ts';
import { cancelPackage, undoCancel } from './changes/cancel.ts';
import { changePlanAtPanel } from './changes/change-panel.ts';
import { change, quoteChange, takeBackChange } from './changes/changes.ts';
import { applyChange } from './changes/changes-due.ts';
import { movePackage } from './changes/move.ts';
import { announceRaise, previewRaise, withdrawRaise } from './changes/raises.ts';
import { changeClient, getClient, listClients } from './clients/clients.ts';
import { contactOptions, getContact, listContacts, listCounties } from './clients/contact-view.ts';
import { addContact, changeContact } from './clients/contacts.ts';
import { accountFeatures } from './clients/features.ts';
import { type NewOperatorKey, setOperatorKey } from './clients/operator-keys.ts';
import { clientOutlook } from './clients/outlook.ts';
import { accountOverview } from './clients/overview.ts';
import { setPassword } from './clients/passwords.ts';
import { makePrimary, removeContact } from './clients/primary-contact.ts';
import { createSessionCache } from './clients/session-cache.ts';
import {
  authenticate,
  createClientSession,
  currentSession,
  principalOfUser,
  revokeClientSession,
} from './clients/sessions.ts';
import { checkVatNumber } from './clients/vat-checks.ts';
import {
  addCollectionFile,
  getCollectionFile,
  getCollectionFiles,
} from './collections/collection-files.ts';
import { settleCollection } from './collections/collection-results.ts';
import { getCollections } from './collections/collections.ts';
import { claimCommand, keepResult } from './commands.ts';
import {
  type EngineContext,
  type EngineOptions,
  inReading,
  inScope,
  type Scope,
} from './context.ts';
import {
  creditClient,
  creditLinesOfInvoice,
  promisePayment,
  unparkClient,
} from './invoices/goodwill.ts';
import { cancelInvoice, markPaid } from './invoices/invoice-commands.ts';
import { getInvoice, listInvoices } from './invoices/invoices.ts';
import { sendMail } from './mails.ts';
import { lapseOrder } from './orders/lapse.ts';
import { acceptOrder, holdOrder, markOrderFraudulent } from './orders/order-review.ts';
import { getOrder, place, quote } from './orders/orders.ts';
import { explain } from './packages/explain.ts';
import {
  changePackage,
  getPackage,
  listPackages,
  retryPackage,
  signInToPanel,
} from './packages/packages.ts';
import { switchAccount } from './packages/panel-status.ts';
import { createAccount } from './packages/provisioning.ts';
import { recordUsage } from './packages/usage.ts';
import { cancelCharge, getCharge, resumeCharge } from './payments/charge-commands.ts';
import { checkCharge, startCharge, voidAtGateway } from './payments/charge-tasks.ts';
import { addFunds, fundsOptions } from './payments/funds.ts';
import { readMovements } from './payments/movement-tasks.ts';
import { paymentMethods, paymentOptions } from './payments/payment-options.ts';
import { pay } from './payments/payments.ts';
import { reconcileBooks, reconcileDay } from './payments/reconcile.ts';
import { refundCharge } from './payments/refund-tasks.ts';
import { refundInvoice } from './payments/refunds.ts';
import type { RunOptions, RunReport } from './run/options.ts';
import { runBilling } from './run/run.ts';
import { getRun, listRuns, runDaily, startRun } from './runs.ts';
import { listSwitches, setSwitch } from './switches.ts';
import { createWorker, type TaskKind, type TaskKindName } from './tasks.ts';
import { completeTodo, listTodos } from './todos.ts';
import { actorOf, type Caller, type Command, type Query } from './use-case.ts';
import { receive } from './webhooks.ts';

/** The engine: loads, asks a rule, saves, and does what must happen outside as tasks. */
export interface Engine extends Backend {
  /** Does up to `limit` tasks that are due, and returns how many it did. */
  performDue(options: { readonly limit: number }): Promise<number>;
  /** Does all billing that is due, or shows what it would do (SPEC 16.1, 16.7). */
  run(options?: RunOptions): Promise<RunReport>;
  /** The run of the day, if none has ended today; null when there was nothing to run. */
  runDaily(options?: { readonly signal?: AbortSignal }): Promise<RunReport | null>;
  /** Registers an operator's key, or changes what it may do; only its hash is kept (SPEC 3.8). */
  setOperatorKey(key: NewOperatorKey): Promise<void>;
  /** Looks for a catalog that was loaded by another process; every command does so too. */
  refreshCatalog(): Promise<void>;
  /** The principal of a user who signed in, for the sign-in of the server. */
  principalOfUser(userId: string): Promise<Principal | null>;
}

type UseCases = {
  readonly [Name in OperationName]: Query<Name> | Command<Name, never, never>;
};

const useCases = {
  'provider.get': getProvider,
  'catalog.get': getCatalog,
  'orders.quote': quote,
  'orders.place': place,
  'orders.get': getOrder,
  'orders.hold': holdOrder,
  'orders.accept': acceptOrder,
  'orders.markFraudulent': markOrderFraudulent,
  'invoices.list': listInvoices,
  'invoices.get': getInvoice,
  'invoices.markPaid': markPaid,
  'invoices.cancel': cancelInvoice,
  'invoices.credit': creditLinesOfInvoice,
  'invoices.refund': refundInvoice,
  'invoices.promise': promisePayment,
  'catalog.check': checkCatalogFile,
  'catalog.load': loadCatalog,
  'clients.credit': creditClient,
  'clients.unpark': unparkClient,
  'books.balanceReport': getBalanceReport,
  'books.entries': listEntries,
  'books.export': exportEntries,
  'books.check': checkAllBooks,
  'books.reconcile': reconcileBooks,
  'runs.start': startRun,
  'runs.list': listRuns,
  'runs.get': getRun,
  'switches.list': listSwitches,
  'switches.set': setSwitch,
  'payments.methods': paymentMethods,
  'payments.options': paymentOptions,
  'payments.pay': pay,
  'funds.options': fundsOptions,
  'funds.add': addFunds,
  'payments.get': getCharge,
  'payments.resume': resumeCharge,
  'payments.cancel': cancelCharge,
  'packages.list': listPackages,
  'packages.get': getPackage,
  'packages.signIn': signInToPanel,
  'packages.changeStatus': changePackage,
  'packages.retry': retryPackage,
  'packages.quoteChange': quoteChange,
  'packages.change': change,
  'packages.takeBackChange': takeBackChange,
  'packages.cancel': cancelPackage,
  'packages.undoCancel': undoCancel,
  'packages.move': movePackage,
  'prices.previewRaise': previewRaise,
  'prices.announceRaise': announceRaise,
  'prices.withdrawRaise': withdrawRaise,
  'sessions.current': currentSession,
  'clientSessions.create': createClientSession,
  'clientSessions.revoke': revokeClientSession,
  'clients.get': getClient,
  'clients.list': listClients,
  'clients.changeStatus': changeClient,
  'contacts.list': listContacts,
  'contacts.options': contactOptions,
  'contacts.counties': listCounties,
  'contacts.get': getContact,
  'contacts.add': addContact,
  'contacts.change': changeContact,
  'contacts.remove': removeContact,
  'contacts.makePrimary': makePrimary,
  'billingAccounts.list': listAccounts,
  'billingAccounts.get': getAccount,
  'billingAccounts.options': accountOptions,
  'billingAccounts.add': addAccount,
  'billingAccounts.setup': getSetup,
  'billingAccounts.resume': resumeSetup,
  'billingAccounts.change': changeAccount,
  'billingAccounts.previewRemoval': previewRemoval,
  'billingAccounts.remove': removeAccount,
  'billingAccounts.routing': getRouting,
  'billingAccounts.setFallback': setFallback,
  'collections.list': getCollections,
  'collections.settle': settleCollection,
  'collectionFiles.list': getCollectionFiles,
  'collectionFiles.get': getCollectionFile,
  'collectionFiles.add': addCollectionFile,
  'account.overview': accountOverview,
  'account.features': accountFeatures,
  'usage.record': recordUsage,
  'packages.explain': explain,
  'clients.outlook': clientOutlook,
  'affiliates.get': getAffiliates,
  'affiliates.join': joinProgram,
  'affiliates.payOut': payOutCommissions,
  'passwords.set': setPassword,
  'todos.list': listTodos,
  'todos.complete': completeTodo,
} as const satisfies Record<OperationName, unknown> as unknown as UseCases;

/** Every kind of task, and what does it. */
export const taskKinds: { readonly [Kind in TaskKindName]: TaskKind } = {
  'charge.start': startCharge,
  'charge.check': checkCharge,
  'charge.void': voidAtGateway,
  'charge.refund': refundCharge,
  'charge.movements': readMovements,
  'gateway.reconcile': reconcileDay,
  'account.setup': setUpAccount,
  'account.remove': forgetMethod,
  'panel.create': createAccount,
  'panel.suspend': switchAccount('suspend'),
  'panel.unsuspend': switchAccount('unsuspend'),
  'panel.terminate': switchAccount('terminate'),
  'panel.changePlan': changePlanAtPanel,
  'change.apply': applyChange,
  'mail.send': sendMail,
  'order.lapse': lapseOrder,
  'vat.check': checkVatNumber,
};

/** Makes an engine. Plugins' ids must differ. */
export function createEngine(options: EngineOptions): Engine {
  const pluginById = new Map(options.plugins.map((plugin) => [plugin.id, plugin]));
  if (pluginById.size !== options.plugins.length) {
    fail('invalid_input', 'Two plugins have the same id.', { field: 'plugins' });
  }
  requireSealingKey(options.settings);
  const catalogs = createCatalogHolder(options.catalog);
  const context: EngineContext = {
    ...options,
    catalogs,
    get catalog() {
      return catalogs.current;
    },
    pluginById,
    sessions: createSessionCache(),
    performKey: (key) => worker.performKey(key),
  };
  const worker = createWorker(context, taskKinds);

  return {
    async execute<Name extends OperationName>(
      principal: Principal,
      name: Name,
      input: Input<Name>,
      request?: RequestFacts,
    ): Promise<Output<Name>> {
      checkPermission(principal, name);
      const useCase = useCases[name] as unknown as Query<Name> | Command<Name, unknown, unknown>;
      const caller: Caller = { principal, request };
      if (useCase.kind === 'query') {
        const read = useCase.rehearses === true ? inScope : inReading;
        return read(context, actorOf(principal), (scope) => useCase.run(scope, caller, input));
      }
      return runCommand(context, { name, useCase, caller, input });
    },
    receive: (pluginId, request) => receive(context, pluginId, request),
    authenticate: (token, origin) => authenticate(context, token, origin),
    refreshCatalog: () => refreshCatalog(context),
    setOperatorKey: (key) => setOperatorKey(context, key),
    principalOfUser: (userId) => principalOfUser(context, userId),
    performDue: (limits) => worker.performDue(limits),
    async run(options): Promise<RunReport> {
      await refreshCatalog(context);
      return runBilling(context, options);
    },
    async runDaily(options): Promise<RunReport | null> {
      await refreshCatalog(context);
      return runDaily(context, options);
    },
  };
}

function checkPermission(principal: Principal, name: OperationName): void {
  if (contract[name] === undefined) fail('unknown_operation', `There is no operation ${name}.`);
  requirePermission(principal, name);
}

interface CommandCall<Name extends OperationName> {
  readonly name: Name;
  readonly useCase: Command<Name, unknown, unknown>;
  readonly caller: Caller;
  readonly input: Input<Name>;
}

async function runCommand<Name extends OperationName>(
  context: EngineContext,
  { name, useCase, caller, input }: CommandCall<Name>,
): Promise<Output<Name>> {
  const actor = actorOf(caller.principal);
  const id = (input as { readonly commandId: string }).commandId;
  const prepared = await useCase.prepare?.(context, input);
  const result = await claimed(name, () =>
    inScope(context, actor, async (scope) => {
      const earlier = await claimCommand(scope, { principal: actor, id, name, input });
      if (earlier.found) return decode(earlier.result as Json);
      await refuseClosed(scope, caller.principal);
      const made = await useCase.run(scope, caller, input, prepared);
      await keepResult(scope, { principal: actor, id, result: made });
      return made;
    }),
  );
  // An operator's command may end a session, or what its contact may do.
  if (caller.principal.kind === 'operator') context.sessions.forget();
  // Who waits goes first: a worker that was woken before would take the task away from him.
  await useCase.after?.(context, result);
  context.wake?.();
  if (useCase.answer !== undefined) return useCase.answer(context, result);
  return inScope(context, actor, (scope) => {
    if (useCase.view === undefined) fail('internal', `The command ${name} has no answer.`);
    return useCase.view(scope, caller, result, input);
  });
}

/** A closed client is read-only (SPEC 3.1). */
async function refuseClosed(scope: Scope, principal: Principal): Promise<void> {
  if (principal.kind !== 'client') return;
  const { status } = await scope.handle
    .selectFrom('clients')
    .select('status')
    .where('id', '=', principal.clientId)
    .executeTakeFirstOrThrow();
  if (status === 'closed') {
    fail('client_not_active', 'This account is closed and can only be read. Ask the provider.', {
      reason: 'account_closed',
    });
  }
}

/** Two who take one user name at once: the index refused the later one (Law 10). */
async function claimed<Value>(name: OperationName, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    const taken = ['contacts_user_name_key', 'user_username_key', 'user_username_idx'];
    if (!taken.some((name) => isDuplicate(error, name))) throw error;
    fail('user_name_taken', 'This user name is taken. Choose another, or sign in.', {
      field: name.startsWith('contacts.') ? 'contact.userName' : 'client.userName',
    });
  }
}
