import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { BankAccountData } from '../../contract/bank-accounts.ts';
import type { CollectionFile } from '../../contract/collections.ts';
import { createSealingKeys, openSealingKey, sealFor } from '../../node/sealing-keys.ts';
import type { Money } from '../../rules/money.ts';
import { nacha } from './nacha.ts';
import { bankText, type OpenedCollection, openCollection } from './opened.ts';
import { pain008 } from './pain008.ts';

const american: BankAccountData = {
  kind: 'us_bank',
  holder: 'Jane Doe',
  bankName: 'Example Bank',
  accountType: 'checking',
  routingNumber: '071000505',
  accountNumber: '000123456789',
  licenceNumber: 'D1',
  licenceState: 'IL',
  birthDate: '1980-01-01',
};

const french: BankAccountData = {
  kind: 'iban',
  holder: 'Zoë <Müller> & Søn',
  iban: 'FR1420041010050500013M02606',
};

function collection(
  account: BankAccountData,
  more: Partial<OpenedCollection> = {},
): OpenedCollection {
  const currency = account.kind === 'iban' ? 'EUR' : 'USD';
  return {
    collectionId: 'C0000000001',
    amount: { amount: 1099n, currency },
    collectOn: '2026-11-24',
    sequence: 'FRST',
    mandate: { reference: 'RR-1', signedOn: '2026-11-01' },
    description: 'HL-2026-000001',
    clientNumber: 1001,
    account,
    ...more,
  };
}

function file(format: 'pain008' | 'nacha', more: Partial<CollectionFile> = {}): CollectionFile {
  const sum: Money = { amount: 0n, currency: format === 'nacha' ? 'USD' : 'EUR' };
  return {
    collectionFileId: '0123456789abcdef',
    number: 1008,
    format,
    keyId: 'k',
    madeOn: '2026-11-22',
    createdAt: '2026-11-22T04:00:00.000Z',
    count: 1,
    sum,
    collections: [],
    sepa: {
      name: 'Host & Co',
      iban: 'DE89 3704 0044 0532 0130 00',
      creditorId: 'DE98ZZZ09999999999',
    },
    ach: {
      destination: { routingNumber: '061000146', name: 'EXAMPLE BANK' },
      origin: { id: '1234567890', name: 'EXAMPLE HOSTING' },
      company: { id: '1234567890', name: 'EXAMPLE HOSTING' },
      description: 'HOSTING',
      entryClass: 'PPD',
    },
    left: 0,
    ...more,
  };
}

/** Fields of a record by where they begin and end, counted from 1 as Nacha counts them. */
const field = (record: string | undefined, from: number, to: number): string =>
  (record ?? '').slice(from - 1, to);

describe('NACHA', () => {
  it('[8.9] one debit, record by record', () => {
    const jane = collection({ ...american, holder: 'JANE DOE' }, { collectionId: 'INV-42' });
    const nines = '9'.repeat(94);
    expect(nacha(file('nacha'), [jane]).split('\n')).toEqual([
      '101 06100014612345678902611220400A094101EXAMPLE BANK           EXAMPLE HOSTING                ',
      '5225EXAMPLE HOSTING                     1234567890PPDHOSTING   261122261124   1061000140000001',
      '627071000505000123456789     0000001099INV-42         JANE DOE                0061000140000001',
      '822500000100071000500000000010990000000000001234567890                         061000140000001',
      '9000001000001000000010007100050000000001099000000000000                                       ',
      ...[nines, nines, nines, nines, nines],
      '',
    ]);
  });

  it('[8.9] many: a batch for each day, sums and hashes over each and all, blocks of ten', () => {
    const collections = Array.from({ length: 13 }, (_, n) =>
      collection(
        {
          ...american,
          accountType: n % 2 === 0 ? 'savings' : 'checking',
          routingNumber: '999999992',
        },
        {
          collectionId: `C${String(n + 1).padStart(10, '0')}`,
          collectOn: n < 5 ? '2026-12-01' : '2026-11-30',
        },
      ),
    );
    const records = nacha(file('nacha'), collections).trimEnd().split('\n');
    expect(records.map(({ length }) => length)).toEqual(records.map(() => 94));
    expect(records).toHaveLength(20);
    expect(records.map((record) => record[0]).join('')).toBe(
      `15${'6'.repeat(8)}85${'6'.repeat(5)}899`.padEnd(20, '9'),
    );
    const controls = records.filter((record) => record.startsWith('8'));
    expect(
      controls.map((one) => [field(one, 5, 10), field(one, 11, 20), field(one, 21, 32)]),
    ).toEqual([
      ['000008', '0799999992', '000000008792'],
      ['000005', '0499999995', '000000005495'],
    ]);
    const control = records.find((record) => record.startsWith('90'));
    expect(field(control, 2, 55)).toBe(
      `000002000002000000131299999987000000014287${'0'.repeat(12)}`,
    );
    expect(records.filter((one) => one.startsWith('5')).map((one) => field(one, 70, 75))).toEqual([
      '261130',
      '261201',
    ]);
    const traces = records.filter((one) => one.startsWith('6')).map((one) => field(one, 88, 94));
    expect(traces).toEqual(collections.map((_, n) => String(n + 1).padStart(7, '0')));
    expect(
      new Set(records.filter((one) => one.startsWith('6')).map((one) => field(one, 2, 3))),
    ).toEqual(new Set(['27', '37']));
  });

  it('[8.9] is refused where it cannot be right', () => {
    expect(() => nacha(file('nacha', { ach: null }), [])).toThrow('collection.ach');
    expect(() => nacha(file('nacha'), [collection(french)])).toThrow('C0000000001');
    const long = { amount: 10n ** 10n, currency: 'USD' };
    expect(() => nacha(file('nacha'), [collection(american, { amount: long })])).toThrow('digits');
    const { ach } = file('nacha');
    const wide = ach === null ? null : { ...ach, company: { ...ach.company, id: '12345678901' } };
    expect(() => nacha(file('nacha', { ach: wide }), [collection(american)])).toThrow('its field');
  });
});

describe('pain.008', () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => name === 'PmtInf' || name === 'DrctDbtTxInf',
  });
  const read = (xml: string) => parser.parse(xml).Document.CstmrDrctDbtInitn;

  it('[8.9] says who collects what from whom, by which mandate', () => {
    const xml = pain008(file('pain008'), [collection(french)]);
    expect(xml).toContain('xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.08"');
    expect(read(xml)).toEqual({
      GrpHdr: {
        MsgId: 'RR-1008-01234567',
        CreDtTm: '2026-11-22T04:00:00Z',
        NbOfTxs: '1',
        CtrlSum: '10.99',
        InitgPty: { Nm: 'Host + Co' },
      },
      PmtInf: [
        {
          PmtInfId: 'RR-1008-01234567-1',
          PmtMtd: 'DD',
          BtchBookg: 'true',
          NbOfTxs: '1',
          CtrlSum: '10.99',
          PmtTpInf: { SvcLvl: { Cd: 'SEPA' }, LclInstrm: { Cd: 'CORE' }, SeqTp: 'FRST' },
          ReqdColltnDt: '2026-11-24',
          Cdtr: { Nm: 'Host + Co' },
          CdtrAcct: { Id: { IBAN: 'DE89370400440532013000' } },
          CdtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } },
          ChrgBr: 'SLEV',
          CdtrSchmeId: {
            Id: { PrvtId: { Othr: { Id: 'DE98ZZZ09999999999', SchmeNm: { Prtry: 'SEPA' } } } },
          },
          DrctDbtTxInf: [
            {
              PmtId: { EndToEndId: 'C0000000001' },
              InstdAmt: { '#text': '10.99', '@_Ccy': 'EUR' },
              DrctDbtTx: { MndtRltdInf: { MndtId: 'RR-1', DtOfSgntr: '2026-11-01' } },
              DbtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } },
              Dbtr: { Nm: 'Zoe Muller + Son' },
              DbtrAcct: { Id: { IBAN: 'FR1420041010050500013M02606' } },
              RmtInf: { Ustrd: 'HL-2026-000001' },
            },
          ],
        },
      ],
    });
  });

  it('[8.9] has its elements in the order of the standard', () => {
    const xml = pain008(file('pain008'), [collection({ ...french, bic: 'PSSTFRPPMON' })]);
    const names = [...xml.matchAll(/<([A-Za-z]+)/g)].map(([, name]) => name).join(' ');
    expect(names).toBe(
      'Document CstmrDrctDbtInitn GrpHdr MsgId CreDtTm NbOfTxs CtrlSum InitgPty Nm PmtInf PmtInfId ' +
        'PmtMtd BtchBookg NbOfTxs CtrlSum PmtTpInf SvcLvl Cd LclInstrm Cd SeqTp ReqdColltnDt Cdtr Nm ' +
        'CdtrAcct Id IBAN CdtrAgt FinInstnId Othr Id ChrgBr CdtrSchmeId Id PrvtId Othr Id SchmeNm ' +
        'Prtry DrctDbtTxInf PmtId EndToEndId InstdAmt DrctDbtTx MndtRltdInf MndtId DtOfSgntr DbtrAgt ' +
        'FinInstnId BICFI Dbtr Nm DbtrAcct Id IBAN RmtInf Ustrd',
    );
  });

  it('[8.9] has a payment information for each day and sequence, and sums over each and all', () => {
    const { GrpHdr, PmtInf } = read(
      pain008(file('pain008'), [
        collection(french, { sequence: 'RCUR' }),
        collection(french),
        collection(french, { collectOn: '2026-11-23' }),
        collection(french),
      ]),
    );
    expect(GrpHdr).toMatchObject({ NbOfTxs: '4', CtrlSum: '43.96' });
    const heads = PmtInf.map((one: Record<string, unknown>) => [
      one['ReqdColltnDt'],
      (one['PmtTpInf'] as { SeqTp: string }).SeqTp,
      one['NbOfTxs'],
      one['CtrlSum'],
    ]);
    expect(heads).toEqual([
      ['2026-11-23', 'FRST', '1', '10.99'],
      ['2026-11-24', 'FRST', '2', '21.98'],
      ['2026-11-24', 'RCUR', '1', '10.99'],
    ]);
  });

  it('[8.9] is refused where it cannot be right', () => {
    expect(() => pain008(file('pain008', { sepa: null }), [])).toThrow('collection.sepa');
    expect(() => pain008(file('pain008'), [collection(american)])).toThrow('C0000000001');
  });
});

it('[9.7] an account that was put in the place of another is not opened', async () => {
  const { file: keyFile, publicKey } = await createSealingKeys('correct horse battery');
  const key = await openSealingKey(keyFile, 'correct horse battery');
  const content = JSON.stringify({ reference: 'RR-1', account: french });
  const { text: sealed } = await sealFor(publicKey, content.padEnd(512));
  const { account: _left, ...filed } = collection(french);
  expect(await openCollection({ ...filed, sealed }, key)).toEqual(collection(french));
  const swapped = { ...filed, sealed, mandate: { reference: 'RR-2', signedOn: '2026-11-01' } };
  await expect(openCollection(swapped, key)).rejects.toMatchObject({ code: 'invalid_input' });
});

it('[8.9] a text is written in the letters that every bank takes', () => {
  expect(bankText('  Łódź — Straße “7”\n& Cø. ', 70)).toBe('Lodz Strasse 7 + Co.');
  expect(bankText('abc def', 4)).toBe('abc');
});
