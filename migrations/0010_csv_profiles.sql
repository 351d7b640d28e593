-- How the bank of a place writes its tables: without it no CSV can be read. Kept outside the log:
-- what a statement says is in the records of its lines, and its file is kept as it came.

create table csv_profile (
  place text primary key references place,
  profile text not null,
  set_by text not null,
  set_at timestamptz not null
);

grant select, insert, update on csv_profile to relief_app;
grant select on csv_profile to relief_auditor;
