-- In which units an athlete reads distances; all that is stored stays metric.
alter table raw.athletes add column units varchar;
