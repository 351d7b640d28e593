-- What witnesses said of signed heads. Not part of the log: their signatures prove themselves.

create table cosignature (
  size bigint not null references checkpoint,
  witness text not null,
  line text not null,
  at timestamptz not null,  -- When it came here; the witness's own time is inside the line.
  primary key (size, witness)
);
create index cosignature_by_witness on cosignature (witness, size);

-- The heads that a quorum of the server's policy has cosigned, and when it last did.
create table witnessed (
  size bigint primary key references checkpoint,
  at timestamptz not null
);

-- What each witness answered last, as HTTP says it; 0 for nothing.
create table witness_answer (
  witness text primary key,
  status int not null,
  at timestamptz not null
);

grant select, insert, update on cosignature, witnessed, witness_answer to relief_app;
grant select on cosignature, witnessed, witness_answer to relief_auditor;
