-- Clients with one monthly package each, a plan and an add-on with a discount, due on one day.
-- {count} is how many. Ids tell apart what was seeded (no UUID) from what a run made.
insert into clients (id, name, status, currency, country, language, next_work_on, created_at)
  select 'c-' || lpad(n::text, 8, '0'), 'Client ' || n, 'active', 'EUR', 'FR', 'fr',
    '2026-12-08', '2026-11-22T10:00:00Z' from generate_series(1, {count}) as n;
insert into contacts (id, client_id, is_primary, company, first_name, last_name, email, street,
    city, zip, country, phone, user_name, language, areas, created_at)
  select 'k-' || substr(id, 3), id, true, null, 'Camille', 'Moreau ' || substr(id, 3),
    'camille@example.com', '12 rue des Lilas', 'Lyon', '69003', 'FR', '+33 4 72 00 00 00',
    'user' || substr(id, 3), 'fr', '{invoices,packages}', created_at from clients;
insert into orders (id, client_id, status, currency, document, placed_on, created_at)
  select 'o-' || substr(id, 3), id, 'paid', 'EUR', '{}', '2026-11-22', created_at from clients;
insert into packages (id, client_id, order_id, product_id, product_name, plan_id, plan_name, kind,
    currency, cycle, price, status, ordered_on, anchor, activated_on, period_start, period_end,
    next_issue_on, created_at)
  select 'p-' || substr(id, 3), id, 'o-' || substr(id, 3), 'web', 'Web hosting', 'silver', 'Silver',
    'hosting', 'EUR', 'monthly', 1049, 'active', '2026-11-22', '2026-11-22', '2026-11-22',
    '2026-11-22', '2026-12-22', '2026-12-08', created_at from clients order by id;
insert into package_items (id, package_id, add_on_id, name, one_time, quantity, recurring, setup,
    promotion, billed_through, since)
  select 'i-' || substr(id, 3), id, null, 'Silver', false, 1, 799, 0, {promotion}::jsonb,
    date '2026-12-22', date '2026-11-22' from packages
  union all
  select 'j-' || substr(id, 3), id, 'ip', 'Dedicated IP', false, 1, 250, 0, {promotion}::jsonb,
    date '2026-12-22', date '2026-11-22' from packages;
analyze;
