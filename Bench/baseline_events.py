#!/usr/bin/env python3
"""The ten-minute script inquest is measured against: Kubernetes events as JSON into one flat SQLite table.

    baseline_events.py [--ndjson] FILE DATABASE
"""
import argparse
import json
import os
import sqlite3

TABLE = """CREATE TABLE events (uid TEXT, namespace TEXT, object_kind TEXT, object_name TEXT, object_uid TEXT, field_path TEXT,
    type TEXT, reason TEXT, message TEXT, count INTEGER, first_at TEXT, last_at TEXT, event_time TEXT, component TEXT, host TEXT)"""
INDEXES = ("CREATE INDEX events_object ON events (namespace, object_name)",
           "CREATE INDEX events_reason ON events (reason)",
           "CREATE INDEX events_last ON events (last_at)")


def row(event):
    meta, about, source = event["metadata"], event["involvedObject"], event.get("source") or {}
    series = event.get("series") or {}
    return (meta["uid"], meta["namespace"], about["kind"], about["name"], about.get("uid"), about.get("fieldPath"),
            event["type"], event["reason"], event["message"], event.get("count") or series.get("count"),
            event.get("firstTimestamp"), event.get("lastTimestamp") or series.get("lastObservedTime"), event.get("eventTime"),
            source.get("component") or event.get("reportingComponent"), source.get("host"))


def load(path, ndjson):
    with open(path, encoding="utf-8") as f:
        if ndjson:
            for line in f:
                if line.strip():
                    yield row(json.loads(line))
        else:
            for event in json.load(f)["items"]:
                yield row(event)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--ndjson", action="store_true", help="one event per line instead of one List")
    ap.add_argument("file")
    ap.add_argument("database", help="written anew")
    a = ap.parse_args()
    if os.path.exists(a.database):
        os.remove(a.database)
    db = sqlite3.connect(a.database)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute(TABLE)
    db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", load(a.file, a.ndjson))
    for index in INDEXES:
        db.execute(index)
    db.commit()
    db.close()


if __name__ == "__main__":
    main()
