-- Gifts, cases, requests, payments: projections of the log, with what is sealed in the vault.

create table gift (
  id text primary key,
  donor text not null,
  reference text not null unique,
  source text not null,
  fund text not null,
  place text not null,
  amount numeric(38, 0) not null check (amount > 0),
  currency text not null,
  received_on date not null,
  anonymous boolean not null,
  evidence text not null,
  seq bigint not null
);

create table relief_case (
  id text primary key,
  organisation text not null references organisation,
  status text not null check (status in ('presumed', 'recognised', 'refused')),
  review text not null check (review in ('being_checked', 'released', 'stopped')),
  recognition text,
  recognised_on date,
  group_code text,
  referral text,
  opened_by text not null,
  opened_at timestamptz not null,
  seq bigint not null
);
create index relief_case_by_organisation on relief_case (organisation, seq);
create index relief_case_by_recognition on relief_case (recognition);

create table request (
  id text primary key,
  version int not null,
  case_id text not null references relief_case,
  organisation text not null,
  purpose text not null,
  recognition text,
  amount numeric(38, 0) not null check (amount > 0),
  currency text not null,
  award numeric(38, 0),
  recovered numeric(38, 0),
  fund text not null,
  place text not null,
  method text not null check (method in ('bank', 'cash')),
  payout text not null,
  status text not null,
  waits_for text not null,
  digest bytea not null check (length(digest) = 32),
  filed_by text not null,
  filed_at timestamptz not null,
  changed_at timestamptz not null,
  approved_seq bigint,
  seq bigint not null
);
create index request_by_status on request (status, seq);
create index request_by_organisation on request (organisation, seq);
create index request_by_case on request (case_id);
create index request_by_recognition on request (recognition, purpose);

-- Every step of a request's life, in order.
create table request_event (
  request text not null,
  number int not null,
  version int not null,
  event text not null,
  by text not null,
  at timestamptz not null,
  seq bigint not null,
  primary key (request, number)
);

create table decision (
  request text not null,
  version int not null,
  person text not null,
  decision text not null check (decision in ('approved', 'rejected')),
  seq bigint not null,
  primary key (request, version, person)
);

create table batch (
  id text primary key,
  place text not null,
  execution_date date not null,
  count int not null,
  amount numeric(38, 0) not null,
  currency text not null,
  payer text not null,
  state text not null check (state in ('ordered', 'cancelled')),
  ordered_by text not null,
  ordered_at timestamptz not null,
  seq bigint not null
);

create table payment (
  id text primary key,
  batch text not null references batch,
  request text not null references request,
  version int not null,
  reference text not null unique,
  amount numeric(38, 0) not null check (amount > 0),
  currency text not null,
  fund text not null,
  place text not null,
  status text not null check (status in ('ordered', 'paid', 'failed', 'returned', 'given_up')),
  booked numeric(38, 0) not null default 0,
  back numeric(38, 0) not null default 0,
  expense_account text not null,
  expensed_on date not null,
  seq bigint not null,
  check (booked >= back and back >= 0)
);
create index payment_by_batch on payment (batch);
create index payment_by_request on payment (request);
-- Each order of a payment: the references of earlier ones stay known, since a late line may carry one.
create table payment_reference (
  reference text primary key,
  payment text not null,
  batch text not null references batch,
  number int not null,
  amount numeric(38, 0) not null check (amount > 0),
  unique (batch, number)
);
create index payment_reference_by_payment on payment_reference (payment);

create table transfer (
  id text primary key,
  fund text not null,
  from_place text not null,
  to_place text not null,
  amount numeric(38, 0) not null check (amount > 0),
  currency text not null,
  reference text not null unique,
  ordered_at timestamptz not null,
  seq bigint not null
);

-- An entry is reversed once.
create table reversal (
  reversed bigint primary key,
  seq bigint not null
);

-- The vault: nothing here is in the log, all of it is sealed.
create table vault.person_key (
  case_id text primary key,
  wrapped bytea not null
);
create table vault.identity (
  case_id text primary key,
  sealed bytea not null
);
create table vault.blind_index (
  kind text not null,
  mac bytea not null check (length(mac) = 32),
  case_id text not null,
  primary key (kind, mac, case_id)
);
-- The same decision of recognition always has the same handle.
create table vault.recognition (
  mac bytea primary key check (length(mac) = 32),
  handle text not null unique
);
create table vault.payout (
  request text not null,
  version int not null,
  commitment bytea not null,
  key bytea not null,
  sealed bytea not null,
  primary key (request, version)
);
create table vault.reading (
  seq bigint primary key,
  case_id text not null,
  sealed bytea not null,
  key bytea not null
);
create table vault.donor (
  gift text primary key,
  wrapped bytea not null,
  sealed bytea not null
);
create table vault.evidence (
  subject text not null,
  number int not null,
  kind text not null,
  commitment bytea not null,
  key bytea not null,
  sealed bytea not null,
  primary key (subject, number)
);
create table vault.reference_opening (
  payment text not null,
  reference text not null,
  key bytea not null,
  primary key (payment, reference)
);
-- A batch's file is made anew each time, always the same, and not kept.
create table vault.export_opening (
  batch text not null,
  format text not null,
  commitment bytea not null,
  key bytea not null,
  primary key (batch, format)
);
create table vault.file (
  id text primary key,
  commitment bytea not null,
  key bytea not null,
  mac bytea not null unique check (length(mac) = 32),
  wrapped bytea not null,
  sealed bytea not null
);

grant select, insert, update on gift, relief_case, request, batch, payment, transfer to relief_app;
grant select, insert on request_event, decision, payment_reference, reversal to relief_app;
grant select, insert, update, delete on all tables in schema vault to relief_app;
grant select on gift, relief_case, request, request_event, decision, batch, payment, payment_reference, transfer, reversal to relief_auditor;
