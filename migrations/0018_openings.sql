-- Records commit to the references of gifts and transfers too, and to the accounts of places; the vault opens that.

alter table vault.reference_opening rename column payment to item;

create table vault.account_opening (
  place text primary key,
  key bytea not null
);
grant select, insert, update, delete on vault.account_opening to relief_app;
