-- What two people accepted of statements that waited or were set aside: which faults, and what of
-- the money neither the books nor the statement's lines explain.

create table statement_acceptance (
  seq bigint primary key,
  statement text not null unique references statement,
  code text not null,
  faults text not null,
  difference numeric(38, 0) not null,
  currency text not null
);

create trigger statement_acceptance_stays before update or delete or truncate
  on statement_acceptance for each statement execute function stays_as_written();
alter table statement_acceptance enable always trigger statement_acceptance_stays;

grant select, insert on statement_acceptance to relief_app;
grant select on statement_acceptance to relief_auditor;
