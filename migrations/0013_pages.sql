-- Which page of a statement a row is of, where a bank sends each in a file of its own: they share
-- their name and days.

alter table statement add column page int not null default 1 check (page >= 1);
drop index statement_once;
create unique index statement_once on statement (place, bank_id, from_on, to_on, page) where state <> 'quarantined';
