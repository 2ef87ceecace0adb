-- What an organisation is in is asked for by its id, as that of a country by its code.

CREATE INDEX statement_by_id ON statement (json_extract(value, '$.id')) WHERE json_extract(value, '$.id') IS NOT NULL;
