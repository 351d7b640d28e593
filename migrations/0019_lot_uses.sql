-- From a lot to its uses, the number first: it tells lots apart at once, where funds and currencies
-- are mostly alike, so sorting a whole history's uses takes a fraction of the time.

drop index lot_use_by_lot;
create index lot_use_by_lot on lot_use (lot, fund, currency);
