import { afterEach, describe, expect, it } from 'vitest';
import type { Mail, Mailer } from '../../ports/mailer.ts';
import { contextOf, deepFreeze, expectUnknown, type WorldParts } from './context.ts';

/** A mail as it arrived. */
export interface ArrivedMail {
  readonly messageId: string;
  /** Addresses of the envelope. */
  readonly recipients: readonly string[];
  readonly toName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
}

/** A mailer with its server, for one test. */
export interface MailerHarness extends WorldParts {
  readonly mailer: Mailer;
  readonly arrived: () => Promise<readonly ArrivedMail[]>;
  /**
   * Makes the server go wrong at the next mail: refuse the recipient for good or for now, be away,
   * never answer, or take the message and break the connection before it answers.
   */
  readonly disturb: (
    fault: 'refuse' | 'put-off' | 'away' | 'hang' | 'lose-answer',
  ) => Promise<void>;
  readonly close?: () => Promise<void>;
}

/** What is tested of a mailer. */
export interface MailerConformance {
  readonly name: string;
  readonly make: () => Promise<MailerHarness>;
}

function mailOf(change: Partial<Mail> = {}): Mail {
  return deepFreeze({
    messageId: 'mail-0001@billing.example',
    to: 'ada@example.com',
    toName: 'Ада Žofie',
    subject: 'Ihre Rechnung für März – 12,50 €',
    text: 'Grüße\n.\nFrom here on 漢字 too.',
    html: '<p>Grüße, <b>漢字</b></p>',
    ...change,
  });
}

type Play = (title: string, run: (harness: MailerHarness) => Promise<void>) => void;

function contentCases(play: Play): void {
  play('[15.1] both parts, the names and the Message-ID arrive as written', async (harness) => {
    const mail = mailOf();
    const outcome = await harness.mailer.send(mail, contextOf(harness, 'mail-1'));
    expect(outcome.status).toBe('done');
    const [arrived] = await harness.arrived();
    expect(arrived).toMatchObject({
      recipients: [mail.to],
      toName: mail.toName,
      subject: mail.subject,
    });
    expect(arrived?.messageId).toContain(mail.messageId);
    expect(arrived?.text.trim()).toBe(mail.text);
    expect(arrived?.html?.trim()).toBe(mail.html);
  });
  play('[15.1] a contact who wants plain text gets no HTML', async (harness) => {
    await harness.mailer.send(mailOf({ html: null }), contextOf(harness, 'mail-2'));
    expect((await harness.arrived())[0]?.html).toBeNull();
  });
  play('[15.1] the same mail sent again has the same Message-ID', async (harness) => {
    for (const _try of [1, 2]) await harness.mailer.send(mailOf(), contextOf(harness, 'mail-3'));
    const ids = (await harness.arrived()).map(({ messageId }) => messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
  });
  play(
    '[15.1] a line break in a header field never becomes a header or recipient',
    async (harness) => {
      const evil = '\r\nBcc: eve@example.com';
      const outcomes = await Promise.all(
        [
          { subject: `Hello${evil}` },
          { toName: `Ada${evil}` },
          { to: `ada@example.com${evil}` },
          { to: 'ada@example.com, eve@example.com' },
          { messageId: `m@billing.example>${evil}` },
        ].map((change) => harness.mailer.send(mailOf(change), contextOf(harness, 'mail-4'))),
      );
      for (const outcome of outcomes) {
        if (outcome.status === 'failed') expect(outcome.code).toBe('invalid_input');
      }
      for (const mail of await harness.arrived())
        expect(mail.recipients).toEqual(['ada@example.com']);
      for (const mail of await harness.arrived()) expect(mail.subject).not.toContain('\n');
    },
  );
}

function faultCases(play: Play): void {
  for (const [fault, code] of [
    ['refuse', 'invalid_input'],
    ['put-off', 'unavailable'],
    ['away', 'unavailable'],
  ] as const) {
    play(`[15.1] ${fault}: failed as ${code}, and nothing went out`, async (harness) => {
      await harness.disturb(fault);
      const outcome = await harness.mailer.send(mailOf(), contextOf(harness, 'mail-5'));
      expect(outcome).toMatchObject({ status: 'failed', code });
      expect(await harness.arrived()).toEqual([]);
    });
  }
  play('[15.1] a connection that breaks after the message is unknown', async (harness) => {
    await harness.disturb('lose-answer');
    await expectUnknown(harness.mailer.send(mailOf(), contextOf(harness, 'mail-6')));
    expect(await harness.arrived()).toHaveLength(1);
  });
  play('[15.1] a server that never answers is given up in time', async (harness) => {
    await harness.disturb('hang');
    const started = performance.now();
    await expectUnknown(harness.mailer.send(mailOf(), contextOf(harness, 'mail-7', 200)));
    expect(performance.now() - started).toBeLessThan(3000);
  });
}

/**
 * What every mailer must hold (SPEC 15.1; Law 8): the mail arrives as written, with the same
 * Message-ID at every try; a refusal is told from a failure that may have sent it.
 */
export function mailerConformance(options: MailerConformance): void {
  describe(`${options.name} conforms as a mailer`, () => {
    let open: MailerHarness | null = null;
    afterEach(async () => {
      await open?.close?.();
      open = null;
    });
    const play: Play = (title, run) => {
      it(title, async () => {
        open = await options.make();
        await run(open);
      });
    };
    contentCases(play);
    faultCases(play);
  });
}
