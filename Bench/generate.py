#!/usr/bin/env python3
"""Write seeded benchmark input: the same arguments give the same bytes.

    generate.py events   --count 1000000 --form list|ndjson|watch --out FILE
    generate.py describe --count 20000 [--per-file 100] --out DIR

Beside the input stands FILE.expect.json (DIR.expect.json): the rows a correct reader finds in it.
"""
import argparse
import json
import os
import sys
import time

import describe
import events


def positive(text):
    n = int(text)
    if n < 1:
        raise argparse.ArgumentTypeError("expected a number above 0, found %s" % text)
    return n


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(dest="what", required=True)
    e = sub.add_parser("events", help="Kubernetes events as JSON")
    e.add_argument("--count", type=positive, default=1000000, help="records to write (default %(default)s)")
    e.add_argument("--form", choices=sorted(events.WRITERS), default="list", help="default %(default)s")
    d = sub.add_parser("describe", help="texts of kubectl describe pod")
    d.add_argument("--count", type=positive, default=20000, help="pods to describe (default %(default)s)")
    d.add_argument("--per-file", type=positive, default=100, help="pods in one file (default %(default)s)")
    for p in (e, d):
        p.add_argument("--seed", default="1", help="default %(default)s")
        p.add_argument("--out", required=True, help="file or folder to write")
    a = ap.parse_args()
    began = time.time()
    out = a.out.rstrip("/")
    os.makedirs(os.path.dirname(out) or ".", exist_ok=True)
    if a.what == "events":
        found = events.write(a.form, a.count, a.seed, out)
        size = os.path.getsize(out)
    else:
        found = describe.write(a.count, a.per_file, a.seed, out)
        size = sum(entry.stat().st_size for entry in os.scandir(out))
    found.update(bytes=size, seed=a.seed)
    with open(out + ".expect.json", "w", encoding="utf-8") as f:
        json.dump(found, f, sort_keys=True)
        f.write("\n")
    print("%s: %.1f MB in %.1f s, %s" % (out, size / 1e6, time.time() - began, json.dumps(found, sort_keys=True)), file=sys.stderr)


if __name__ == "__main__":
    main()
