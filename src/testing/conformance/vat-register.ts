import { afterEach, describe, expect, it } from 'vitest';
import type { VatRegister } from '../../ports/vat-register.ts';
import { contextOf, deepFreeze, type WorldParts } from './context.ts';

/** A register with its vendor, for one test. */
export interface VatRegisterHarness extends WorldParts {
  readonly register: VatRegister;
  /** Makes the register go wrong at the next question. */
  readonly disturb: (fault: 'fail' | 'hang' | 'lose-answer') => Promise<void>;
  readonly close?: () => Promise<void>;
}

/** What is tested of a register of VAT numbers. */
export interface VatRegisterConformance {
  readonly name: string;
  readonly make: () => Promise<VatRegisterHarness>;
  /** Numbers that the vendor's test environment knows, and does not know. */
  readonly valid: string;
  readonly invalid: string;
}

/** The tests that every register of VAT numbers passes (SPEC 7.12). */
export function vatRegisterConformance(options: VatRegisterConformance): void {
  const { name, make, valid, invalid } = options;
  describe(`${name} as a register of VAT numbers`, () => {
    let harness: VatRegisterHarness | undefined;
    afterEach(async () => {
      await harness?.close?.();
      harness = undefined;
    });
    const begin = async (): Promise<VatRegisterHarness> => {
      harness = await make();
      return harness;
    };
    const ask = (world: VatRegisterHarness, vatNumber: string, patience?: number) =>
      world.register.check(deepFreeze({ vatNumber }), contextOf(world, 'vat-1', patience));

    it('[7.12] knows a valid number, with the evidence of the answer', async () => {
      const answer = await ask(await begin(), valid);
      expect(answer.status).toBe('valid');
      expect(answer.consultation).not.toBe('');
    });

    it('[7.12] knows a number that is not valid', async () => {
      expect((await ask(await begin(), invalid)).status).toBe('invalid');
    });

    it('[7.12] may be asked again, and says the same', async () => {
      const world = await begin();
      const answers = [await ask(world, valid), await ask(world, valid)];
      expect(answers.map(({ status }) => status)).toEqual(['valid', 'valid']);
    });

    it.each(['fail', 'hang', 'lose-answer'] as const)(
      '[7.12] %s: a number is never called valid or invalid without an answer',
      async (fault) => {
        const world = await begin();
        await world.disturb(fault);
        const answer = await ask(world, invalid, 500).catch(() => ({ status: 'unknown' }));
        expect(answer.status).toBe('unknown');
      },
    );
  });
}
