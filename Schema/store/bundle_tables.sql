-- Where the sources of this ingest were met, links resolved, and the sources whose capture has moved.
CREATE TEMP TABLE IF NOT EXISTS met_source (
    place TEXT NOT NULL,
    source_id INTEGER NOT NULL,
    PRIMARY KEY (place, source_id)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS moved_source (id INTEGER PRIMARY KEY);
DELETE FROM met_source;
DELETE FROM moved_source
