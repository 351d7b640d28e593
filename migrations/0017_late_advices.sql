-- What advices (camt.054) tell that came after their statements were posted: of which line with an
-- exception, of how many payments, and which things of ours they name. Nothing is settled by them.

create table late_advice (
  statement text not null references statement,
  line int not null,
  advice text not null references statement,
  payments int not null check (payments > 0),
  items text not null,
  primary key (statement, line, advice)
);

create trigger late_advice_stays before update or delete or truncate
  on late_advice for each statement execute function stays_as_written();
alter table late_advice enable always trigger late_advice_stays;

grant select, insert on late_advice to relief_app;
grant select on late_advice to relief_auditor;
