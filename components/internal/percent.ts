import type { Formatter } from './format.ts';

/** A percentage from a decimal string: as text it goes to `Intl`, so that no float holds it. */
export function percentText(value: string, { locale }: Formatter): string {
  const options = { style: 'percent', maximumFractionDigits: 6 } as const;
  return new Intl.NumberFormat(locale, options).format(`${value}E-2` as `${number}`);
}
