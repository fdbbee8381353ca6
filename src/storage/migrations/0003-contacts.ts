/** What a contact has besides its sign-in, and its removal (SPEC part 3: 3.2, 3.3). */
export const contactFields: string = `
alter table contacts add column phone2 text;
alter table contacts add column fax text;
alter table contacts add column mobile text;
-- The occasions of which the contact gets the mail; all, unless it chose.
alter table contacts add column mails text[] not null default array[
  'order', 'invoice', 'paid', 'welcome', 'reminder', 'suspended', 'terminated', 'declined',
  'price_raise'];
-- A contact that was removed stays, since charges, mails and the audit name it.
alter table contacts add column removed_at timestamptz;
alter table contacts add constraint primary_contact_stays
  check (removed_at is null or not is_primary);
`;
