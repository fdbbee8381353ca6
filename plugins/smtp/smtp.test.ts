import { afterEach, describe, expect, it } from 'vitest';
import { contextOf } from '../../src/testing/conformance/context.ts';
import { mailerConformance } from '../../src/testing/conformance/mailer.ts';
import { type SmtpFake, startSmtp } from '../../test/fakes/smtp.ts';
import { smtp } from './index.ts';

const sender = { host: '127.0.0.1', from: 'billing@shop.example', fromName: 'Höst & Co' };
const world = { fetch, now: () => new Date('2026-11-22T12:00:00Z') };

mailerConformance({
  name: 'smtp',
  make: async () => {
    const server = await startSmtp();
    const { mailer } = smtp({ ...sender, port: server.port });
    if (mailer === undefined) throw new Error('The plugin has no mailer.');
    return { ...world, ...server, mailer };
  },
});

describe('the smtp plugin', () => {
  let server: SmtpFake | null = null;
  afterEach(() => server?.close());
  const mail = {
    messageId: 'one',
    to: 'ada@example.com',
    toName: 'Ada',
    subject: 'Hello',
    text: 'Hello',
    html: null,
  };

  it('[15.1] signs in, and says when it may not', async () => {
    server = await startSmtp();
    const results = [];
    for (const pass of ['right', 'wrong']) {
      const { mailer } = smtp({ ...sender, port: server.port, auth: { user: 'ada', pass } });
      results.push(await mailer?.send(mail, contextOf(world, 'one')));
    }
    expect(results[0]).toMatchObject({ status: 'done', reference: '<one@shop.example>' });
    expect(results[1]).toMatchObject({ status: 'failed', code: 'unauthorized', vendorCode: '535' });
    expect(JSON.stringify(results)).not.toContain('wrong');
  });

  it('[15.1] a sender that is no address, or has a line break, does not start', () => {
    expect(() => smtp({ ...sender, port: 25, from: 'billing' })).toThrow(/address/);
    expect(() => smtp({ ...sender, port: 25, fromName: 'A\r\nBcc: b@c.d' })).toThrow(/name/);
  });
});
