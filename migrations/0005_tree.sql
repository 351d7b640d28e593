-- The roots of the log's full tiles (C2SP tlog-tiles): tile `number` of `level`, level 0 being that of
-- the leaves. A proof reads a few tiles by them, however long the log is. They follow from record.leaf.
create table tile_root (
  level smallint not null check (level between 0 and 6),
  number bigint not null check (number >= 0),
  root bytea not null check (length(root) = 32),
  primary key (level, number)
);
create trigger tile_root_stays before update or delete or truncate on tile_root
  for each statement execute function stays_as_written();
alter table tile_root enable always trigger tile_root_stays;

-- The public is shown the last head of the hour before.
create index checkpoint_by_time on checkpoint (at, size);

grant select, insert on tile_root to relief_app;
grant select on tile_root to relief_auditor;
