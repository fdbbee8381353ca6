import type { BookRule } from './rule.ts';

/** Packages, promotions and commissions keep their order (SPEC 2.6, 5.4, 14.2, 16.2). */
export const packageRules: readonly BookRule[] = [
  {
    id: 'I07b',
    says: 'A promotion was used as often as its uses are counted.',
    sql: `select coalesce(t.promotion, u.promotion) as id from promotion_totals t
      full join (select promotion, count(*) as uses from promotion_uses group by promotion) u
        on u.promotion = t.promotion
      where coalesce(t.used, 0) <> coalesce(u.uses, 0)`,
  },
  {
    id: 'I07c',
    says: 'The uses of a promotion by a client are counted from 1 without a gap.',
    sql: `select promotion as id from promotion_uses
      group by promotion, client_id having max(nth) <> count(*)`,
  },
  {
    id: 'I07d',
    says: 'Nobody earns on his own invoices, nor less than nothing on one of another.',
    sql: `select c.id from commissions c join affiliates a on a.id = c.affiliate_id
        where a.client_id = c.client_id
      union select min(id) from commissions
        group by affiliate_id, invoice_id having sum(amount) < 0`,
  },
  {
    id: 'I24',
    says: 'An active package has its account at the panel.',
    sql: `select id from packages
      where status = 'active' and panel_plugin is not null and panel_reference is null`,
  },
  {
    id: 'I47a',
    says: 'A package is never suspended for debt and ended in one run.',
    sql: `select p.id from packages p
      join events s on s.subject_id = p.id and s.name = 'package.suspended'
      join events c on c.subject_id = p.id and c.name = 'package.canceled'
      where p.suspended_for = 'debt' and c.happened_at = s.happened_at`,
  },
  {
    id: 'I47b',
    says: 'What is suspended for debt or a trial says since when.',
    sql: `select id from packages where status = 'suspended'
      and suspended_for in ('debt', 'trial') and suspended_on is null`,
  },
];
