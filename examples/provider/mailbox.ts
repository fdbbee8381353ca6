import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail that came over SMTP. */
export interface ReceivedMail {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly receivedAt: string;
}

/** A real SMTP server that keeps what it gets. */
export interface Mailbox {
  /** The newest first. A copy with the same Message-ID is kept once, as mail servers do. */
  mails(): readonly ReceivedMail[];
  close(): Promise<void>;
}

/** Starts the server; what came earlier is read from the folder. */
export async function startMailbox(options: {
  readonly folder: string;
  readonly port: number;
  readonly now: () => Date;
}): Promise<Mailbox> {
  mkdirSync(options.folder, { recursive: true });
  const file = join(options.folder, 'mails.jsonl');
  const kept = new Map<string, ReceivedMail>();
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
      const mail = JSON.parse(line) as ReceivedMail;
      kept.set(mail.messageId, mail);
    }
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      simpleParser(stream)
        .then((parsed) => {
          const to = Array.isArray(parsed.to) ? parsed.to[0] : parsed.to;
          const mail: ReceivedMail = {
            messageId: parsed.messageId ?? '',
            to: to?.text ?? '',
            subject: parsed.subject ?? '',
            text: parsed.text ?? '',
            receivedAt: options.now().toISOString(),
          };
          if (kept.has(mail.messageId)) return;
          kept.set(mail.messageId, mail);
          appendFileSync(file, `${JSON.stringify(mail)}\n`);
        })
        .then(() => done(), done);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  return {
    mails: () => [...kept.values()].reverse(),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
