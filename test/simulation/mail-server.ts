import type { Mail, Mailer } from '../../src/ports/mailer.ts';
import type { Outcome } from '../../src/ports/plugin.ts';
import { callPort } from './ports.ts';
import type { Universe } from './universe.ts';

/** A mail server: what it took, by Message-ID. */
export interface MailServer {
  /** Message-IDs with the address that each went to and how many copies came. */
  readonly taken: Map<string, { readonly to: string; readonly subject: string; copies: number }>;
}

/** Makes a mail server without mails. */
export function createMailServer(): MailServer {
  return { taken: new Map() };
}

/** The mailer of one engine. A server that cannot look up is as real ones are. */
export function simulatedMailer(universe: Universe): Mailer {
  const { taken } = universe.mailServer;
  const take = (mail: Mail): void => {
    const known = taken.get(mail.messageId);
    if (known === undefined) {
      taken.set(mail.messageId, { to: mail.to, subject: mail.subject, copies: 1 });
    } else known.copies += 1;
  };
  const mailer: Mailer = {
    send: (mail, { signal }) => {
      const no = { status: 'failed', code: 'unavailable', message: 'Try again later.' } as const;
      return callPort<Outcome<null>>(universe, {
        target: 'mail',
        label: `mail ${mail.messageId}`,
        key: mail.messageId,
        signal,
        act: async () => {
          take(mail);
          return { status: 'done', reference: mail.messageId, value: null };
        },
        lie: () => {
          throw new Error('The mail server broke the connection.');
        },
        refuse: () => no,
      });
    },
  };
  if (!universe.profile.mailLookup) return mailer;
  return {
    ...mailer,
    lookup: (messageId, { signal }) =>
      callPort(universe, {
        target: 'mail_lookup',
        label: `mail? ${messageId}`,
        key: messageId,
        signal,
        act: async () => (taken.has(messageId) ? ('sent' as const) : ('not_sent' as const)),
        lie: () => 'unknown' as const,
        refuse: () => 'unknown' as const,
      }),
  };
}
