-- Up to which page of a statement a row goes, and by which number, besides its name, the bank knows the
-- statement: so that people see which pages it waits for. Of rows from before nobody knows.

alter table statement add column last_page int check (last_page >= page);
alter table statement add column is_last boolean;
alter table statement add column sequence bigint;
