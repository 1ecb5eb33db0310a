#!/usr/bin/env python3
"""The script inquest is measured against for `kubectl describe pod`: regular expressions, line by line, four SQLite tables.

It stores what the same questions need: times in UTC, ages and counts as numbers, memory in bytes, the owner's kind and
name, and three indexes made last. It reads the generated texts rightly and stops there: a termination message of several lines, a pasted prompt or an
older client's layout would mislead it.

    baseline_describe.py FILE_OR_FOLDER DATABASE
"""
import argparse
import datetime
import os
import re
import sqlite3

TABLES = """
CREATE TABLE pods (id INTEGER PRIMARY KEY, namespace TEXT, name TEXT, node TEXT, status TEXT, owner_kind TEXT, owner TEXT,
    start_time TEXT);
CREATE TABLE containers (pod_id INTEGER, name TEXT, init INTEGER, container_id TEXT, image TEXT, state TEXT, reason TEXT, ready TEXT,
    restart_count INTEGER, memory_limit INTEGER, memory_request INTEGER);
CREATE TABLE terminations (pod_id INTEGER, container TEXT, state TEXT, reason TEXT, message TEXT, exit_code INTEGER, started TEXT,
    finished TEXT);
CREATE TABLE events (pod_id INTEGER, type TEXT, reason TEXT, count INTEGER, last_age INTEGER, first_age INTEGER, component TEXT,
    message TEXT);
"""
INDEXES = """
CREATE INDEX pods_name ON pods (namespace, name);
CREATE INDEX terminations_finished ON terminations (finished);
CREATE INDEX events_reason ON events (reason, pod_id);
"""
FIELD = re.compile(r"^( *)([A-Za-z][A-Za-z -]*?):(?: +(.*))?$")
CONTAINER = re.compile(r"^  ([a-z0-9][a-z0-9.-]*):$")
EVENT = re.compile(r"^  (Normal|Warning) +(\S+) +(\S+)(?: \(x(\d+) over (\S+)\))? +(\S+) +(.*)$")
AGE = re.compile(r"(\d+)([smhdy])")
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "y": 365 * 86400}
SIZE = re.compile(r"^([\d.]+)(Ki|Mi|Gi|Ti|k|M|G|T)?$")
UNITS = {None: 1, "Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}
POD = {"Namespace": "namespace", "Node": "node", "Status": "status",}
CONTAINER_FIELDS = {"Container ID": "container_id", "Image": "image", "Ready": "ready", "Restart Count": "restart_count"}
DEATH = {"Reason": "reason", "Message": "message", "Exit Code": "exit_code", "Started": "started", "Finished": "finished"}


def utc(text):
    try:
        time = datetime.datetime.strptime(text, "%a, %d %b %Y %H:%M:%S %z")
    except ValueError:
        return None
    return None if time.year == 1 else time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def age(text):
    return sum(int(number) * SECONDS[unit] for number, unit in AGE.findall(text)) if text else None


def size(text):
    m = SIZE.match(text)
    return int(float(m.group(1)) * UNITS[m.group(2)]) if m else None


class Parser:
    def __init__(self, db):
        self.db, self.pod_id = db, 0
        self.pods, self.containers, self.terminations, self.events = [], [], [], []

    def parse(self, lines):
        pod = container = death = state = section = group = None
        for line in lines:
            line = line.rstrip("\n")
            if section == "Events":
                m = EVENT.match(line)
                if m:
                    kind, reason, last, count, first, component, message = m.groups()
                    self.events.append((self.pod_id, kind, reason, int(count or 1), age(last), age(first or last), component, message))
                    continue
            m = CONTAINER.match(line)
            if m and section in ("Containers", "Init Containers"):
                container = {"pod_id": self.pod_id, "name": m.group(1), "init": int(section == "Init Containers")}
                self.containers.append(container)
                death = state = group = None
                continue
            m = FIELD.match(line)
            if not m:
                continue
            indent, key, value = len(m.group(1)), m.group(2), (m.group(3) or "").rstrip()
            if indent == 0:
                section = key
                if key == "Name":
                    self.pod_id += 1
                    pod = {"id": self.pod_id, "name": value}
                    self.pods.append(pod)
                elif pod and key == "Start Time":
                    pod["start_time"] = utc(value)
                elif pod and key == "Controlled By":
                    pod["owner_kind"], _, pod["owner"] = value.partition("/")
                elif pod and key in POD:
                    pod[POD[key]] = value
            elif section in ("Containers", "Init Containers") and container:
                if indent == 4:
                    group, death = key, None
                    if key in ("State", "Last State"):
                        state = key
                        if key == "State":
                            container["state"] = value
                        if value == "Terminated":
                            death = {"pod_id": self.pod_id, "container": container["name"], "state": key}
                            self.terminations.append(death)
                    elif key in CONTAINER_FIELDS:
                        container[CONTAINER_FIELDS[key]] = value
                elif indent == 6:
                    if death is not None and key in DEATH:
                        death[DEATH[key]] = utc(value) if key in ("Started", "Finished") else value
                    elif state == "State" and group == "State" and key == "Reason":
                        container["reason"] = value
                    elif key == "memory" and group in ("Limits", "Requests"):
                        container["memory_limit" if group == "Limits" else "memory_request"] = size(value)

    def flush(self):
        for table, rows, names in (("pods", self.pods, ("id", "namespace", "name", "node", "status", "owner_kind", "owner",
                                                        "start_time")),
                                   ("containers", self.containers, ("pod_id", "name", "init", "container_id", "image", "state", "reason",
                                                                    "ready", "restart_count", "memory_limit", "memory_request")),
                                   ("terminations", self.terminations, ("pod_id", "container", "state", "reason", "message", "exit_code",
                                                                        "started", "finished"))):
            marks = ", ".join("?" * len(names))
            self.db.executemany("INSERT INTO %s VALUES (%s)" % (table, marks), ([r.get(n) for n in names] for r in rows))
            rows.clear()
        self.db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self.events)
        self.events.clear()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("path")
    ap.add_argument("database", help="written anew")
    a = ap.parse_args()
    if os.path.exists(a.database):
        os.remove(a.database)
    db = sqlite3.connect(a.database)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.executescript(TABLES)
    parser = Parser(db)
    files = sorted(e.path for e in os.scandir(a.path)) if os.path.isdir(a.path) else [a.path]
    for path in files:
        with open(path, encoding="utf-8") as f:
            parser.parse(f)
        parser.flush()
    db.executescript(INDEXES)
    db.commit()
    db.close()


if __name__ == "__main__":
    main()
