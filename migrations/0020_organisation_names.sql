-- Whether an organisation of a name is there already, however many there are and however long it is.

create index organisation_by_name on organisation using hash (name);
