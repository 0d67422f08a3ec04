-- Version 2: what maps are drawn from lies in one narrow index, so that counting a whole world reads no event in full.
-- `kind` is the event's type, cut to what an index entry surely holds.
ALTER TABLE geomap_events ADD COLUMN kind text GENERATED ALWAYS AS (left(event_type, 80)) STORED;
CREATE INDEX geomap_events_map ON geomap_events (longitude, latitude)
    INCLUDE (kind, event_date, end_date, status, aggregate, background, confidence, fatalities, where_prec, position);
