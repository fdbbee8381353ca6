import { msg } from '@lit/localize';

/** The rule that made an amount, as a sentence; nothing for a code that is not known here. */
export function ruleText(rule: string): string {
  switch (rule) {
    case 'price':
      return msg('The price of what was ordered.');
    case 'period':
      return msg('The price in force, for a whole period.');
    case 'part-of-period':
      return msg('The price in force, for a part of a period by its days.');
    case 'change':
      return msg('The new price, for what is left of the period by its days.');
    case 'unused-part':
      return msg('What was invoiced, for the days that are not used.');
    case 'trial':
      return msg('Free during the trial.');
    case 'reversal':
      return msg('What was invoiced before is taken back.');
    case 'late_fee':
      return msg('The fee for a reminder.');
    case 'usage-sampled':
    case 'usage-summed':
      return msg('What was used beyond what is included, at its price.');
    default:
      return /^[a-z_-]+$/.test(rule) ? '' : rule;
  }
}
