#!/usr/bin/env python3
"""Measure the memory of `inquest ingest` on a large archive.

    archive.py [--gigabytes 5] [--form gz|xz|plain] [--data DIR] [--inquest PROGRAM] [--limit 300] [--keep]

Writes a tar archive of event lists, watch streams, describe texts and logs, every member with content of its own, ingests it
into a new corpus and prints size, time and peak memory. Ends with 1 when the peak is above the limit or rows are missing.
The archive and the corpus are removed afterwards.
"""
import argparse
import io
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time

import describe
import events

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
EVENTS, PODS, LINES = 20000, 500, 60000
WORDS = "accepted request order checkout from cache miss retry upstream closed connection timeout worker queue flushed".split()


def log(number):
    """A container's log as the CRI runtime writes it."""
    chance = random.Random("log-%d" % number)
    second = chance.randrange(86400)
    out = []
    for line in range(LINES):
        at = second + line // 20
        stamp = "2026-11-%02dT%02d:%02d:%02d.%09dZ" % (20 + at // 86400, at // 3600 % 24, at // 60 % 60, at % 60, line)
        text = " ".join(chance.choices(WORDS, k=9))
        out.append("%s stdout F level=info id=%016x %s\n" % (stamp, chance.getrandbits(64), text))
    return "".join(out).encode()


def members(scratch):
    """Names and contents, without end. The same numbers give the same bytes."""
    number = 0
    while True:
        for form, name in (("list", "events-%d.json"), ("watch", "watch-%d.json")):
            path = os.path.join(scratch, "events")
            events.write(form, EVENTS, "archive-%s-%d" % (form, number), path)
            with open(path, "rb") as f:
                yield "bundle/events/" + name % number, f.read()
        folder = os.path.join(scratch, "describe")
        describe.write(PODS, PODS, "archive-%d" % number, folder)
        with open(os.path.join(folder, "describe-00000.txt"), "rb") as f:
            yield "bundle/describe/%d.txt" % number, f.read()
        uid = "%08x-0000-4000-8000-%012x" % (number, number)
        yield "bundle/pods/shop_web-%d_%s/web/0.log" % (number, uid), log(number)
        number += 1


def write(path, form, size):
    """Writes an archive that holds `size` bytes and returns how many it really holds, and in how many members."""
    total = count = 0
    level = {"compresslevel": 1} if form == "gz" else {}
    with tempfile.TemporaryDirectory(dir=os.path.dirname(path)) as scratch, \
            tarfile.open(path, "w:" + {"gz": "gz", "xz": "xz", "plain": ""}[form], **level) as tar:
        for name, content in members(scratch):
            info = tarfile.TarInfo(name)
            info.size, info.mtime = len(content), 1795500000
            tar.addfile(info, io.BytesIO(content))
            total, count = total + len(content), count + 1
            if total >= size:
                return total, count


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--gigabytes", type=float, default=5, help="unpacked size (default %(default)s)")
    ap.add_argument("--form", choices=("gz", "xz", "plain"), default="gz", help="default %(default)s")
    ap.add_argument("--data", default=os.path.join(ROOT, "bench-data"), help="where to write; needs the size of the corpus and the archive")
    ap.add_argument("--inquest", default=os.path.join(ROOT, ".build", "release", "inquest"))
    ap.add_argument("--limit", type=int, default=300, help="peak memory in MiB (default %(default)s)")
    ap.add_argument("--keep", action="store_true", help="keep the archive and the corpus")
    a = ap.parse_args()
    os.makedirs(a.data, exist_ok=True)
    free = shutil.disk_usage(a.data).free
    if free < a.gigabytes * 1.5e9:
        sys.exit("bench: %s has %.1f GB free, too little for %.1f GB unpacked" % (a.data, free / 1e9, a.gigabytes))
    archive, corpus = os.path.join(a.data, "bundle.tar"), os.path.join(a.data, "bundle.db")
    failed = False
    try:
        size, count = write(archive, a.form, a.gigabytes * 1e9)
        print("%.2f GB in %d members, packed to %.2f GB" % (size / 1e9, count, os.path.getsize(archive) / 1e9))
        if os.path.exists(corpus):
            os.remove(corpus)
        began = time.monotonic()
        subprocess.run([a.inquest, "ingest", "--db", corpus, archive], check=True)
        seconds = time.monotonic() - began
        # The program is the only child of this one.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        with sqlite3.connect(corpus) as db:
            sources, facts = db.execute("SELECT count(*), sum(facts) FROM source").fetchone()
        print("%.0f s, %.0f MB/s, %d facts, corpus %.2f GB, peak memory %.0f MiB (limit %d)" % (
            seconds, size / 1e6 / seconds, facts, os.path.getsize(corpus) / 1e9, peak, a.limit))
        failed = peak > a.limit or sources != count
    finally:
        if not a.keep:
            for path in (archive, corpus):
                if os.path.exists(path):
                    os.remove(path)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
