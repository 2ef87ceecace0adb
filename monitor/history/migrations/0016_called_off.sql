-- Whether a meeting is called off, or put off to no day that is told.

DROP VIEW meeting_all;
CREATE VIEW meeting_all AS
SELECT mechanism, json_extract(value, '$.date') AS date, json_extract(value, '$.place') AS place,
    json_extract(value, '$.country') AS country, json_extract(value, '$.title') AS title,
    json_extract(value, '$.announced') AS announced, source, since, first_day, last_day,
    json_extract(value, '$.state') AS state
FROM standing WHERE field = 'meeting';
