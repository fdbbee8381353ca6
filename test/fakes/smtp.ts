import { createServer, type Server } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { ArrivedMail } from '../../src/testing/conformance/mailer.ts';

/** What a mail server does wrong at every mail until it is closed. */
export type SmtpFault = 'refuse' | 'put-off' | 'away' | 'hang' | 'lose-answer';

/** A real mail server on a port of this machine. */
export interface SmtpFake {
  readonly port: number;
  readonly arrived: () => Promise<readonly ArrivedMail[]>;
  disturb(fault: SmtpFault): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  readonly raw: Buffer;
  readonly recipients: readonly string[];
}

async function parse({ raw, recipients }: Kept): Promise<ArrivedMail> {
  const mail = await simpleParser(raw);
  const to = Array.isArray(mail.to) ? mail.to[0] : mail.to;
  return {
    messageId: mail.messageId ?? '',
    recipients,
    toName: to?.value[0]?.name ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html === false ? null : (mail.html ?? null),
  };
}

function reply(code: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode: code });
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}

function createSmtp(kept: Kept[], faultNow: () => SmtpFault | null): SMTPServer {
  const server: SMTPServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 50,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'ada' && password === 'right'
        ? done(null, { user: username })
        : done(reply(535, 'Authentication failed')),
    onRcptTo: (_address, _session, done) => {
      const fault = faultNow();
      if (fault === 'refuse') return done(reply(550, 'No such user'));
      return done(fault === 'put-off' ? reply(451, 'Try again later') : null);
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        kept.push({ raw: Buffer.concat(parts), recipients });
        if (faultNow() !== 'lose-answer') return done();
        for (const connection of connectionsOf(server)) connection.close();
      });
    },
  });
  // A client that is killed resets its connection; that must not end the tests.
  server.on('error', () => undefined);
  return server;
}

/** The server's open connections; the library keeps them in a set without a type. */
function connectionsOf(server: SMTPServer): Iterable<{ close(): void }> {
  return (server as unknown as { connections: Set<{ close(): void }> }).connections;
}

/** Starts a mail server on a free port. */
export async function startSmtp(): Promise<SmtpFake> {
  const kept: Kept[] = [];
  let fault: SmtpFault | null = null;
  const server = createSmtp(kept, () => fault);
  const port = await listen(server.server as unknown as Server, 0);
  const silent = createServer(() => undefined);
  let stopped = false;
  const stop = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    stopped = true;
    return new Promise((resolve) => server.close(() => resolve()));
  };
  const sockets = new Set<{ destroy(): void }>();
  silent.on('connection', (socket) => sockets.add(socket));
  return {
    port,
    arrived: () => Promise.all(kept.map(parse)),
    disturb: async (next) => {
      fault = next;
      if (next === 'away' || next === 'hang') await stop();
      if (next === 'hang') await listen(silent, port);
    },
    close: async () => {
      await stop();
      for (const socket of sockets) socket.destroy();
      if (silent.listening) await new Promise((resolve) => silent.close(resolve));
    },
  };
}
