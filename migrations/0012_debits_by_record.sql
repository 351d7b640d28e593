-- From an open claim to the bank's line that it came with, and to the payment that the line names.

create index statement_line_by_record on statement_line (seq);
