/** Months and days of an outlook, written for a locale. */
export interface OutlookDates {
  /** `November 2026`, from a day `YYYY-MM-DD` of it. */
  readonly month: (day: string) => string;
  /** `Nov`. */
  readonly shortMonth: (day: string) => string;
  /** `24 Nov`. */
  readonly day: (day: string) => string;
}

/** The formats of a locale, BCP 47. */
export function outlookDates(locale: string): OutlookDates {
  const by = (options: Intl.DateTimeFormatOptions): ((day: string) => string) => {
    const made = new Intl.DateTimeFormat(locale, {
      ...options,
      calendar: 'gregory',
      timeZone: 'UTC',
    });
    return (day) => made.format(new Date(`${day}T00:00:00Z`));
  };
  return {
    month: by({ month: 'long', year: 'numeric' }),
    shortMonth: by({ month: 'short' }),
    day: by({ day: 'numeric', month: 'short' }),
  };
}
