import { invariant } from '../errors.ts';
import { type MailFacts, renderMail } from '../notices/render.ts';
import type { MailEvent } from '../notices/templates.ts';
import type { Mail, Mailer } from '../ports/mailer.ts';
import { type Money, money, parseMoney } from '../rules/money.ts';
import { type EngineContext, emit, inScope, type Scope } from './context.ts';
import { isTold, type Recipient, readRecipient, readRecipients } from './mail-recipients.ts';
import {
  bounded,
  enqueue,
  type NewTask,
  type Next,
  nextTry,
  pluginContext,
  secondsAfter,
  type Task,
  type TaskKind,
  Unknown,
} from './tasks.ts';
import { addTodo } from './todos.ts';

/** An e-mail to send to the contacts of a client who chose to be told (SPEC 3.2). */
export interface NewMail {
  readonly event: MailEvent;
  /** The same occasion has the same key, and is sent once (SPEC 15.1). */
  readonly key: string;
  readonly clientId: string;
  readonly data: MailData;
}

/** What a mail is about; the rest is read when it is sent. */
export interface MailData {
  /** The one contact that it goes to; left out, it goes to all who chose the occasion. */
  readonly contactId?: string;
  readonly invoiceId?: string;
  readonly orderId?: string;
  readonly packageId?: string;
  /** A new price, as an amount of its currency, in the notice of a raise. */
  readonly raise?: {
    readonly item: string;
    readonly amount: string;
    readonly currency: string;
    readonly from: string;
  };
  /** What a bank will collect; the amount is one of its currency. */
  readonly collection?: {
    readonly amount: string;
    readonly currency: string;
    readonly on: string;
    readonly account: string;
    readonly mandate: string;
    readonly invoices: string;
  };
  /** Funds that were added; the amount is one of its currency. */
  readonly receipt?: {
    readonly number: string;
    readonly amount: string;
    readonly currency: string;
    readonly method: string;
    readonly on: string;
  };
  /** A panel's generated password, sealed; opened only into the mail (SPEC 4.6). */
  readonly sealedPassword?: string;
}

/** Days for which a link to set a password holds (SPEC 3.11). */
const linkDays = 7;
const masked = '••••••••';

/** Enqueues a mail, if there is a mailer. */
export async function enqueueMail(scope: Scope, mail: NewMail): Promise<void> {
  const task = mailTask(scope.context, mail);
  if (task !== null) await enqueue(scope, task);
}

/** The task that sends a mail; null without a mailer. */
export function mailTask(context: Pick<EngineContext, 'plugins'>, mail: NewMail): NewTask | null {
  const plugin = context.plugins.find((candidate) => candidate.mailer !== undefined);
  if (plugin === undefined) return null;
  return {
    kind: 'mail.send',
    key: mail.key,
    pluginId: plugin.id,
    clientId: mail.clientId,
    subjectId: mail.clientId,
    payload: { event: mail.event, ...mail.data },
  };
}

type Payload = MailData & { readonly event: MailEvent };

/** What `call` answers when nobody is to be told by this task. */
const notTold = { status: 'not_told' } as const;

/**
 * Sends a mail; a repeated one carries the same Message-ID, so that a copy can be told.
 *
 * The task of an occasion writes to the primary contact, and makes a task for each other contact
 * who chose it, before it sends: so each of them is told once, whatever becomes of the others.
 */
export const sendMail: TaskKind = {
  async call(context, task): Promise<unknown> {
    const { mailer, world } = mailerOf(context, task);
    const messageId = `${task.id}@${new URL(context.settings.portalUrl).hostname}`;
    if (task.settle && mailer.lookup !== undefined) {
      const found = await bounded(mailer.lookup(messageId, world), world.signal);
      if (found === 'sent') return { status: 'done', reference: messageId, value: null };
    }
    const mail = await inScope(context, 'task:mail.send', (scope) => address(scope, task));
    if (mail === null) return notTold;
    const outcome = await bounded(mailer.send({ messageId, ...mail.content }, world), world.signal);
    return { ...outcome, contactId: mail.contactId };
  },
  async record(scope, task, result): Promise<Next> {
    const outcome = result as { status: string; message?: string; contactId?: string };
    if (outcome.status === notTold.status) return leaveOut(scope, task);
    const sent = !(result instanceof Unknown) && outcome.status === 'done';
    const again = sent ? null : nextTry(scope, task.attempt);
    const { own } = await recipientsOf(scope, task);
    const contact =
      outcome.contactId === undefined ? own : await readRecipient(scope, outcome.contactId);
    const content = await compose(scope, task, contact, false);
    await scope.handle
      .insertInto('mails')
      .values({
        id: scope.context.chance.uuid(),
        key: task.key,
        event: (task.payload as Payload).event,
        contact_id: contact.id,
        recipient: content.to,
        subject: content.subject,
        text: content.text,
        state: sent ? 'sent' : again === null ? 'failed' : 'due',
        created_at: scope.now,
        sent_at: sent ? scope.now : null,
      })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          state: sent ? 'sent' : again === null ? 'failed' : 'due',
          sent_at: sent ? scope.now : null,
        }),
      )
      .execute();
    if (sent) {
      await emit(scope, `mail.${(task.payload as Payload).event}`, task.subjectId, task.clientId);
      return { state: 'done' };
    }
    if (again !== null)
      return { state: result instanceof Unknown ? 'unknown' : 'due', dueAt: again };
    await addTodo(scope, {
      key: `mail.failed:${task.key}`,
      audience: 'operator',
      kind: 'mail_failed',
      title: `The mail “${content.subject}” could not be sent`,
      text: `${content.to}: ${outcome.message ?? 'no answer'}. Check the mail server.`,
      clientId: task.clientId,
    });
    return { state: 'failed' };
  },
};

function mailerOf(
  context: EngineContext,
  task: Task,
): { mailer: Mailer; world: ReturnType<typeof pluginContext> } {
  const mailer = context.pluginById.get(task.pluginId)?.mailer;
  invariant(mailer !== undefined, `There is no mailer "${task.pluginId}".`);
  return { mailer, world: pluginContext(context, task.id) };
}

function recipientsOf(scope: Scope, task: Task): ReturnType<typeof readRecipients> {
  const { event, contactId } = task.payload as Payload;
  return readRecipients(scope, { event, clientId: task.clientId ?? '', contactId });
}

/** The mail of a task, its other recipients' tasks being made; null when it is not to be sent. */
async function address(
  scope: Scope,
  task: Task,
): Promise<{ readonly contactId: string; readonly content: Content } | null> {
  const { own, others } = await recipientsOf(scope, task);
  // A panel's password is in one mail only (SPEC 4.6).
  const { sealedPassword: _, ...payload } = task.payload as Payload;
  for (const { id } of others) {
    await enqueue(scope, {
      kind: 'mail.send',
      key: `${task.key}:to:${id}`,
      pluginId: task.pluginId,
      clientId: task.clientId,
      subjectId: task.subjectId,
      payload: { ...payload, contactId: id },
    });
  }
  if (!isTold(own, payload.event)) return null;
  return { contactId: own.id, content: await compose(scope, task, own, true) };
}

/** Whoever was removed, or chose otherwise after a try that failed, is not written to again. */
async function leaveOut(scope: Scope, task: Task): Promise<Next> {
  await scope.handle
    .updateTable('mails')
    .set({ state: 'failed' })
    .where('key', '=', task.key)
    .where('state', '=', 'due')
    .execute();
  return { state: 'done' };
}

type Content = Omit<Mail, 'messageId'>;

/** The mail with its secrets, or with a mask in their place for the log. */
async function compose(
  scope: Scope,
  task: Task,
  contact: Recipient,
  withSecrets: boolean,
): Promise<Content> {
  const { context, handle } = scope;
  const payload = task.payload as Payload;
  const invoice =
    payload.invoiceId === undefined
      ? null
      : await handle
          .selectFrom('invoices')
          .innerJoin('invoice_states', 'invoice_states.invoice_id', 'invoices.id')
          .select(['number', 'total', 'currency', 'due_on', 'balance'])
          .where('invoices.id', '=', payload.invoiceId)
          .executeTakeFirstOrThrow();
  const hostingPackage =
    payload.packageId === undefined
      ? null
      : await handle
          .selectFrom('packages')
          .selectAll()
          .where('id', '=', payload.packageId)
          .executeTakeFirstOrThrow();
  const needsLink = payload.event === 'welcome' || payload.event === 'sign_in';
  const content = renderMail(payload.event, {
    locale: contact.language,
    raise: raiseOf(payload),
    collection: collectionOf(scope, payload),
    receipt: receiptOf(payload),
    provider: context.catalog.provider.name,
    portalUrl: context.settings.portalUrl,
    firstName: contact.first_name,
    lastName: contact.last_name,
    userName: contact.user_name,
    passwordUrl: needsLink ? await passwordLink(scope, task, contact.id, withSecrets) : null,
    invoice:
      invoice === null
        ? null
        : {
            number: invoice.number,
            total: money(invoice.total, invoice.currency),
            balance: money(invoice.balance, invoice.currency),
            due: invoice.due_on,
          },
    hostingPackage:
      hostingPackage === null
        ? null
        : {
            name: `${hostingPackage.plan_name} ${hostingPackage.product_name}`,
            number: hostingPackage.number,
            domainName: hostingPackage.domain_name,
            panelUserName: hostingPackage.panel_user_name,
            panelPassword: await panelPassword(context, payload, withSecrets),
            nextRenewal: hostingPackage.period_end,
          },
  });
  const html = contact.mail_format === 'html' ? content.html : null;
  const toName = `${contact.first_name} ${contact.last_name}`;
  return { ...content, html, to: contact.email, toName };
}

function raiseOf({ raise }: Payload): { item: string; price: Money; from: string } | null {
  if (raise === undefined) return null;
  return { item: raise.item, price: parseMoney(raise.amount, raise.currency), from: raise.from };
}

function collectionOf(scope: Scope, { collection }: Payload): Required<MailFacts>['collection'] {
  if (collection === undefined) return null;
  const { amount, currency, ...facts } = collection;
  const creditorId = scope.context.settings.collection?.sepa?.creditorId ?? null;
  return { ...facts, amount: parseMoney(amount, currency), creditorId };
}

function receiptOf({ receipt }: Payload): Required<MailFacts>['receipt'] {
  if (receipt === undefined) return null;
  const { amount, currency, ...facts } = receipt;
  return { ...facts, amount: parseMoney(amount, currency) };
}

async function panelPassword(
  context: EngineContext,
  payload: Payload,
  withSecrets: boolean,
): Promise<string | null> {
  if (payload.sealedPassword === undefined) return null;
  return withSecrets ? context.secrets.open(payload.sealedPassword) : masked;
}

/** A one-time link to set or reset the password; derived, so that a repeated mail has the same. */
async function passwordLink(
  scope: Scope,
  task: Task,
  contactId: string,
  withSecrets: boolean,
): Promise<string> {
  const { secrets, settings } = scope.context;
  if (!withSecrets) return `${settings.setPasswordUrl}#token=${masked}`;
  const token = await secrets.derive('set_password', task.id);
  await scope.handle
    .insertInto('one_time_links')
    .values({
      hash: await secrets.sha256(token),
      purpose: 'set_password',
      contact_id: contactId,
      expires_at: secondsAfter(scope.now, linkDays * 24 * 3600),
      used_at: null,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return `${settings.setPasswordUrl}#token=${token}`;
}
