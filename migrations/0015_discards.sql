-- Statements that waited or were set aside and that a treasurer discarded, such as another place's or
-- another day's: who, when and why. Their files stay, sealed, and may be sent again.

alter table statement drop constraint statement_state_check;
alter table statement add constraint statement_state_check
  check (state in ('posted', 'waiting', 'quarantined', 'discarded'));
drop index statement_once;
create unique index statement_once on statement (place, bank_id, from_on, to_on, page)
  where state in ('posted', 'waiting');

create table statement_discard (
  statement text primary key references statement,
  code text not null,
  discarded_by text not null,
  discarded_at timestamptz not null
);

create trigger statement_discard_stays before update or delete or truncate
  on statement_discard for each statement execute function stays_as_written();
alter table statement_discard enable always trigger statement_discard_stays;

grant select, insert on statement_discard to relief_app;
grant select on statement_discard to relief_auditor;
