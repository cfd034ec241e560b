-- On which day the weeks of the year calendar begin.
alter table raw.athletes add column week_starts_on varchar;
