import type { Outcome, PluginContext } from './outcome.ts';

/** An e-mail ready to send. */
export interface Mail {
  /** The same for every try: it becomes the Message-ID, so that a copy can be told. */
  readonly messageId: string;
  readonly to: string;
  readonly toName: string;
  readonly subject: string;
  readonly text: string;
  /** Null for contacts who want plain text. */
  readonly html: string | null;
}

/** Sends e-mail. */
export interface Mailer {
  send(mail: Mail, context: PluginContext): Promise<Outcome<null>>;
  /** Whether a message went out, where that can be asked; `unknown` where it cannot. */
  lookup?(messageId: string, context: PluginContext): Promise<'sent' | 'not_sent' | 'unknown'>;
}
