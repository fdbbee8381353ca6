import type { CollectionFile } from '../../contract/collections.ts';
import { fail } from '../../errors.ts';
import type { SepaCreditor } from '../../rules/collection-settings.ts';
import { formatAmount, type Money, sum } from '../../rules/money.ts';
import {
  allFrom,
  bankText,
  type CollectionFrom,
  groupsOf,
  type OpenedCollection,
} from './opened.ts';

type Collection = CollectionFrom<'iban'>;

/** An element of XML: its name, and its text or its children in their order. */
type Node = readonly [string, string | readonly Node[], string?];

/**
 * A SEPA direct debit initiation, `pain.008.001.08` (ISO 20022; EPC130-08 for CORE, EPC131-08 for
 * B2B): a payment information for each day and sequence. The same file gives the same bytes.
 *
 * @throws BillingError `invalid_input` without a creditor, or for an account without an IBAN.
 */
export function pain008(file: CollectionFile, opened: readonly OpenedCollection[]): string {
  const { sepa } = file;
  if (sepa === null)
    fail('invalid_input', 'The setting collection.sepa does not say who collects.');
  const collections = allFrom('iban', opened);
  const messageId = `RR-${file.number}-${file.collectionFileId.slice(0, 8)}`;
  const groups = groupsOf(collections, ({ collectOn, sequence }) => `${collectOn} ${sequence}`);
  const head: Node = [
    'GrpHdr',
    [
      ['MsgId', messageId],
      ['CreDtTm', `${file.createdAt.slice(0, 19)}Z`],
      ['NbOfTxs', String(collections.length)],
      ['CtrlSum', sumOf(collections)],
      ['InitgPty', [['Nm', bankText(sepa.name, 70)]]],
    ],
  ];
  const payments = groups.map((group, index) => payment(sepa, `${messageId}-${index + 1}`, group));
  const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08';
  const document: Node = [
    'Document',
    [['CstmrDrctDbtInitn', [head, ...payments]]],
    ` xmlns="${namespace}"`,
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(document, '')}`;
}

function payment(sepa: SepaCreditor, id: string, group: readonly Collection[]): Node {
  const [first] = group;
  return [
    'PmtInf',
    [
      ['PmtInfId', id],
      ['PmtMtd', 'DD'],
      ['BtchBookg', 'true'],
      ['NbOfTxs', String(group.length)],
      ['CtrlSum', sumOf(group)],
      [
        'PmtTpInf',
        [
          ['SvcLvl', [['Cd', 'SEPA']]],
          ['LclInstrm', [['Cd', sepa.scheme ?? 'CORE']]],
          ['SeqTp', first?.sequence ?? 'RCUR'],
        ],
      ],
      ['ReqdColltnDt', first?.collectOn ?? ''],
      ['Cdtr', [['Nm', bankText(sepa.name, 70)]]],
      ['CdtrAcct', [account(sepa.iban)]],
      ['CdtrAgt', [bank(sepa.bic)]],
      ['ChrgBr', 'SLEV'],
      ['CdtrSchmeId', [['Id', [['PrvtId', [['Othr', scheme(sepa.creditorId)]]]]]]],
      ...group.map(transaction),
    ],
  ];
}

function transaction(collection: Collection): Node {
  const { mandate, amount, description } = collection;
  const { holder, iban, bic } = collection.account;
  return [
    'DrctDbtTxInf',
    [
      ['PmtId', [['EndToEndId', collection.collectionId]]],
      ['InstdAmt', formatAmount(amount), ` Ccy="${amount.currency}"`],
      [
        'DrctDbtTx',
        [
          [
            'MndtRltdInf',
            [
              ['MndtId', mandate.reference],
              ['DtOfSgntr', mandate.signedOn],
            ],
          ],
        ],
      ],
      ['DbtrAgt', [bank(bic)]],
      ['Dbtr', [['Nm', bankText(holder, 70)]]],
      ['DbtrAcct', [account(iban)]],
      ['RmtInf', [['Ustrd', bankText(description, 140)]]],
    ],
  ];
}

const account = (iban: string): Node => ['Id', [['IBAN', iban.replaceAll(' ', '')]]];

const bank = (bic: string | undefined): Node => [
  'FinInstnId',
  bic === undefined ? [['Othr', [['Id', 'NOTPROVIDED']]]] : [['BICFI', bic]],
];

const scheme = (creditorId: string): readonly Node[] => [
  ['Id', creditorId],
  ['SchmeNm', [['Prtry', 'SEPA']]],
];

function sumOf(collections: readonly { readonly amount: Money }[]): string {
  return formatAmount(
    sum(
      collections.map(({ amount }) => amount),
      'EUR',
    ),
  );
}

function written([name, content, attributes = '']: Node, indent: string): string {
  const inner =
    typeof content === 'string'
      ? escaped(content)
      : `\n${content.map((child) => written(child, `${indent}  `)).join('')}${indent}`;
  return `${indent}<${name}${attributes}>${inner}</${name}>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
