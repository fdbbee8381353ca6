import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { fail } from '../../src/errors.ts';
import type { Mail, Mailer } from '../../src/ports/mailer.ts';
import type { Failure, Outcome, Plugin, PluginContext } from '../../src/ports/plugin.ts';

/** The mail server and whom the mails come from. */
export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (port 465); otherwise STARTTLS where the server offers it. */
  readonly secure?: boolean;
  /** With a sign-in, a server that is not on this machine must offer TLS. */
  readonly auth?: { readonly user: string; readonly pass: string };
  /** The sender's address. */
  readonly from: string;
  readonly fromName: string;
}

const patience = 30_000;
const addressGrammar = /^[^\s<>()[\],;:\\"@]+@[^\s<>()[\],;:\\"@]+$/u;

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

function hasControl(text: string): boolean {
  return [...text].some((sign) => sign < ' ' || sign === '\u007f');
}

function refusal(code: Failure['code'], message: string, reply?: number): Failure {
  const base = { status: 'failed', code, message } as const;
  return reply === undefined ? base : { ...base, vendorCode: String(reply) };
}

/** What a mail has that would break out of a header or of the envelope, or null. */
function findFault(mail: Mail): Failure | null {
  if (!addressGrammar.test(mail.to)) {
    return refusal('invalid_input', 'The recipient has no valid address.');
  }
  if ([mail.to, mail.toName, mail.subject].some(hasControl) || !/^[!-~]+$/.test(mail.messageId)) {
    return refusal('invalid_input', 'The name, subject or id of the mail has control characters.');
  }
  return null;
}

function fullMessageId(messageId: string, from: string): string {
  const bare = messageId.replace(/^<|>$/g, '');
  return bare.includes('@') ? `<${bare}>` : `<${bare}@${from.slice(from.indexOf('@') + 1)}>`;
}

function compose(options: SmtpOptions, mail: Mail, date: Date): Promise<Buffer> {
  const composer = new MailComposer({
    messageId: fullMessageId(mail.messageId, options.from),
    date,
    from: { name: options.fromName, address: options.from },
    to: { name: mail.toName, address: mail.to },
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === null ? {} : { html: mail.html }),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Calls a method that answers by callback; what breaks the connection ends it as well. */
function step(
  connection: SMTPConnection,
  run: (done: (error?: Error | null) => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onEnd = (): void => reject(new Error('The mail server ended the connection.'));
    connection.once('error', reject);
    connection.once('end', onEnd);
    run((error) => {
      connection.off('error', reject);
      connection.off('end', onEnd);
      if (error) reject(error);
      else resolve();
    });
  });
}

function readReply(error: unknown): {
  readonly reply: number | undefined;
  readonly command: string;
} {
  const { responseCode, command } = error as { responseCode?: unknown; command?: unknown };
  return {
    reply: typeof responseCode === 'number' ? responseCode : undefined,
    command: typeof command === 'string' ? command : '',
  };
}

/** Before the message was handed over nothing can have been sent. */
function readBefore(error: unknown, signingIn: boolean): Failure {
  const { reply } = readReply(error);
  if (signingIn && (reply === undefined || reply >= 500)) {
    return refusal('unauthorized', 'The mail server refused the sign-in.', reply);
  }
  return refusal('unavailable', 'The mail server cannot be reached.', reply);
}

/**
 * While it was handed over only an answer tells: 4xx is for now, 5xx for good.
 *
 * @throws the error when there was no answer, for the message may have been taken.
 */
function readDuring(error: unknown): Failure {
  const { reply, command } = readReply(error);
  if (reply === undefined && command === 'API') {
    return refusal('invalid_input', 'The mail has an address that cannot be sent to.');
  }
  if (reply === undefined || command === 'CONN') throw error;
  return reply >= 500
    ? refusal('invalid_input', `The mail server refused the mail (${reply}).`, reply)
    : refusal('unavailable', `The mail server put the mail off (${reply}).`, reply);
}

async function deliver(
  options: SmtpOptions,
  connection: SMTPConnection,
  mail: Mail,
  message: Buffer,
): Promise<Outcome<null>> {
  const { auth } = options;
  let signingIn = false;
  try {
    await step(connection, (done) => connection.connect(done));
    if (auth !== undefined) {
      signingIn = true;
      await step(connection, (done) =>
        connection.login({ user: auth.user, pass: auth.pass }, done),
      );
    }
  } catch (error) {
    return readBefore(error, signingIn);
  }
  try {
    const envelope = { from: options.from, to: [mail.to] };
    await step(connection, (done) => connection.send(envelope, message, (error) => done(error)));
  } catch (error) {
    return readDuring(error);
  }
  connection.quit();
  return { status: 'done', reference: fullMessageId(mail.messageId, options.from), value: null };
}

async function send(
  options: SmtpOptions,
  mail: Mail,
  context: PluginContext,
): Promise<Outcome<null>> {
  const fault = findFault(mail);
  if (fault !== null) return fault;
  context.signal.throwIfAborted();
  const message = await compose(options, mail, context.now());
  const { host, port, secure = false, auth } = options;
  const connection = new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: auth !== undefined && !secure && !isLoopback(host),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  });
  // The step that waits hears of an error too; this listener takes what comes after the last one.
  connection.on('error', () => undefined);
  let abandon: (error: Error) => void = () => undefined;
  const abandoned = new Promise<never>((_resolve, reject) => {
    abandon = reject;
  });
  const giveUp = (): void => {
    connection.close();
    abandon(new Error('The mail was not sent in time.'));
  };
  context.signal.addEventListener('abort', giveUp, { once: true });
  try {
    return await Promise.race([deliver(options, connection, mail, message), abandoned]);
  } finally {
    context.signal.removeEventListener('abort', giveUp);
    connection.close();
  }
}

/**
 * Sends e-mail by SMTP (RFC 5321), each over a connection of its own.
 *
 * A refusal is `failed`; a connection that breaks while the message is handed over throws, for
 * nobody can say whether it went out. The Message-ID is the same at every try.
 *
 * @throws BillingError `invalid_input` when the sender is not an address.
 */
export function smtp(options: SmtpOptions): Plugin {
  if (!addressGrammar.test(options.from) || hasControl(options.fromName)) {
    fail('invalid_input', 'The sender of the mails needs an address and a plain name.', {
      field: 'from',
    });
  }
  const mailer: Mailer = { send: (mail, context) => send(options, mail, context) };
  return { id: 'smtp', mailer };
}
