-- What was signed and recorded: nothing that was signed is recorded twice, however old its statement is by then.

create table signed_act (
  challenge bytea primary key check (length(challenge) = 32),
  seq bigint not null check (seq >= 0)
);
create index signed_act_by_record on signed_act (seq);

insert into signed_act (challenge, seq)
select sha256(convert_to('relief-ledger/act/v1' || chr(10) || (act ->> 'text'), 'UTF8')), seq
  from record
 cross join lateral jsonb_array_elements(convert_from(bytes, 'UTF8')::jsonb -> 'acts') as act
 where kind <> 'history.line'
 order by seq
    on conflict do nothing;

create trigger signed_act_stays before update or delete or truncate on signed_act
  for each statement execute function stays_as_written();
alter table signed_act enable always trigger signed_act_stays;

grant select, insert on signed_act to relief_app;
grant select on signed_act to relief_auditor;
