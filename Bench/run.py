#!/usr/bin/env python3
"""Time inquest and plain Python scripts on the same generated files, in turn, and write BENCHMARKS.md.

    run.py [--events 1000000] [--describe 20000] [--rounds 3] [--only inquest|baseline] [--cases NAME,…]

Each input is read once before it is timed, so that every round finds it in the file cache. After each run the rows are
counted: a program that is quick because it lost something fails the benchmark.
"""
import argparse
import csv
import datetime
import io
import json
import os
import shlex
import sqlite3
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)

# name, input, how it is generated, baseline script and its flags, what to count: {view or table: key in the expectation}
CASES = (
    ("events-list", "a List, as `kubectl get events -A -o json` prints it", ("events", "list"), ("baseline_events.py",), {"events": "events"}),
    ("events-ndjson", "the same events, one per line", ("events", "ndjson"), ("baseline_events.py", "--ndjson"), {"events": "events"}),
    ("events-watch", "a watch stream: events repeat with a growing count", ("events", "watch"), None, {"events": "events"}),
    ("describe", "texts of `kubectl describe pod`", ("describe", None), ("baseline_describe.py",),
     {"pods": "pods", "containers": "containers", "terminations": "terminations", "events": "events"}),
)
DEFAULT_CASES = "events-list,events-ndjson,describe"

# case, measure, the ratio that must hold, the ratio aimed at
GOALS = (
    ("events-list", "wall", 0.30, 0.20), ("events-list", "size", 0.45, 0.35),
    ("describe", "wall", 0.25, 0.20), ("describe", "cpu", 0.15, 0.09),
)
PEAK_MUST_MIB, PEAK_AIM_MIB = 256, 128
MEASURES = ("wall", "cpu", "peak", "size")


def fail(text):
    print("bench: " + text, file=sys.stderr)
    sys.exit(1)


def generate(case, a):
    """The path of a case's input and what a reader must find there; makes the input when it is absent."""
    what, form = case[2]
    count = a.events if what == "events" else a.describe
    suffix = {"list": ".json", "ndjson": ".ndjson", "watch": ".watch.json", None: ""}[form]
    path = os.path.join(a.data, "%s-%d-seed%s%s" % (what, count, a.seed, suffix))
    expect = path + ".expect.json"
    if not os.path.exists(expect):          # written last, so an interrupted run starts again
        command = [sys.executable, os.path.join(HERE, "generate.py"), what, "--count", str(count), "--seed", a.seed, "--out", path]
        subprocess.run(command + (["--form", form] if form else []), check=True, stderr=subprocess.DEVNULL if a.quiet else None)
    with open(expect, encoding="utf-8") as f:
        return path, json.load(f)


def files_of(path):
    return sorted(e.path for e in os.scandir(path)) if os.path.isdir(path) else [path]


def warm(path):
    """Reads the input once, into the file cache."""
    buffer = bytearray(1 << 20)
    for name in files_of(path):
        with open(name, "rb", buffering=0) as f:
            while f.readinto(buffer):
                pass


def remove(database):
    for suffix in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(database + suffix):
            os.remove(database + suffix)


def measure(command, database, log):
    """One run: wall and CPU seconds, peak resident MiB, size of what it wrote in MB."""
    remove(database)
    with open(log, "w+", encoding="utf-8", errors="replace") as out:
        began = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            out.seek(0)
            fail("%s ended with %d:\n%s" % (shlex.join(command), process.returncode, out.read()[-2000:]))
    size = sum(os.path.getsize(database + s) for s in ("", "-wal") if os.path.exists(database + s))
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024, "size": size / 1e6}


def count_with_inquest(inquest, database, view):
    command = [inquest, "sql", "--db", database, "-o", "csv", "SELECT count(*) FROM " + view]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=ROOT)
    rows = [row for row in csv.reader(io.StringIO(done.stdout)) if row]
    if done.returncode != 0 or not rows or not rows[-1][0].isdigit():
        fail("could not count rows: %s ended with %d\n%s%s" % (shlex.join(command), done.returncode, done.stdout, done.stderr))
    return int(rows[-1][0])


def count_with_sqlite(database, table):
    db = sqlite3.connect("file:%s?mode=ro" % database, uri=True)
    try:
        return db.execute("SELECT count(*) FROM " + table).fetchone()[0]
    finally:
        db.close()


def check(who, case, count, expect):
    for view, key in case[4].items():
        found = count(view)
        if found != expect[key]:
            fail("%s on %s: expected %d rows in %s, found %d" % (who, case[0], expect[key], view, found))


def run_case(case, a):
    """Medians of all rounds for each program, and the runs themselves."""
    path, expect = generate(case, a)
    warm(path)
    runs = {}
    for turn in range(a.rounds):
        for who in ("inquest", "baseline"):
            if a.only not in (None, who) or (who == "baseline" and not case[3]):
                continue
            database = os.path.join(a.data, "%s-%s.db" % (who, case[0]))
            if who == "inquest":
                command = [a.inquest, "ingest", "--db", database, path]
            else:
                command = [sys.executable, os.path.join(HERE, case[3][0]), *case[3][1:], path, database]
            result = measure(command, database, database + ".log")
            if who == "inquest":
                check(who, case, lambda view: count_with_inquest(a.inquest, database, view), expect)
            else:
                check(who, case, lambda view: count_with_sqlite(database, view), expect)
            remove(database)
            os.remove(database + ".log")
            runs.setdefault(who, []).append(result)
            if not a.quiet:
                print("  %-13s %-8s round %d: wall %.2f s, CPU %.2f s, peak %.0f MiB, output %.1f MB"
                      % (case[0], who, turn + 1, result["wall"], result["cpu"], result["peak"], result["size"]), file=sys.stderr)
    medians = {who: {m: statistics.median(r[m] for r in rs) for m in MEASURES} for who, rs in runs.items()}
    return {"case": case[0], "input": case[1], "records": expect["records"], "bytes": expect["bytes"], "medians": medians, "runs": runs}


def machine():
    model, memory = "unknown CPU", None
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            model = next((line.split(":", 1)[1].strip() for line in f if line.startswith("model name")), model)
        with open("/proc/meminfo", encoding="utf-8") as f:
            memory = int(f.readline().split()[1]) / 1024 / 1024
    except OSError:
        pass
    return {"cpu": model, "cores": os.cpu_count(), "memory_gib": None if memory is None else round(memory, 1),
            "load": round(os.getloadavg()[0], 2), "python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version}


def ratio(result, m):
    both = result["medians"]
    if len(both) < 2:
        return None
    return both["inquest"][m] / both["baseline"][m]


def table(results):
    lines = ["| input | records | MB | program | wall s | CPU s | peak MiB | output MB |", "|---|---:|---:|---|---:|---:|---:|---:|"]
    for r in results:
        for who, v in r["medians"].items():
            name = "inquest" if who == "inquest" else "Python"
            lines.append("| %s | %d | %.0f | %s | %.2f | %.2f | %.0f | %.1f |"
                         % (r["case"], r["records"], r["bytes"] / 1e6, name, v["wall"], v["cpu"], v["peak"], v["size"]))
        if ratio(r, "wall") is not None:
            lines.append("| | | | ratio | %.2f | %.2f | %.2f | %.2f |" % tuple(ratio(r, m) for m in MEASURES))
    return lines


def goals(results):
    """What the project holds itself to, for the cases that ran with both programs."""
    rows = []
    for name, m, must, aim in GOALS:
        found = next((ratio(r, m) for r in results if r["case"] == name), None)
        if found is not None:
            rows.append(("%s, %s against Python" % (name, m), found, must, aim, "%.2f"))
    peaks = [r["medians"]["inquest"]["peak"] for r in results if "inquest" in r["medians"]]
    if peaks:
        rows.append(("highest peak memory, MiB", max(peaks), PEAK_MUST_MIB, PEAK_AIM_MIB, "%.0f"))
    if not rows:
        return []
    lines = ["", "| goal | found | must | aim | |", "|---|---:|---:|---:|---|"]
    for title, found, must, aim, form in rows:
        word = "aim met" if found <= aim else "met" if found <= must else "missed"
        lines.append("| %s | %s | %s | %s | %s |" % (title, form % found, form % must, form % aim, word))
    return lines


def document(results, where, a, command):
    memory = "memory unknown" if where["memory_gib"] is None else "%s GiB" % where["memory_gib"]
    head = ["# Benchmarks", "",
            "Written by `Bench/run.py`; run `make bench` to repeat it. The figures are medians of %d round(s)." % a.rounds,
            "Programs take turns on the same files, which are in the file cache. CPU is user plus system time of the whole",
            "process; a ratio below 1 means that inquest needs less. The baselines are `Bench/baseline_events.py` and",
            "`Bench/baseline_describe.py`: standard-library Python into SQLite. Row counts were checked after every run.", "",
            "- Date: %s" % datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%MZ"),
            "- Machine: %s, %d cores, %s, load average %.2f at the start" % (where["cpu"], where["cores"], memory, where["load"]),
            "- Python %s, its SQLite %s" % (where["python"], where["sqlite"]),
            "- Command: `%s`" % command, ""]
    notes = [""] + ["- %s: %s" % (r["case"], r["input"]) for r in results]
    notes.append("- Peak memory has a floor of about 16 MiB: the kernel counts the moment before the program replaced the script that started it.")
    return "\n".join(head + table(results) + goals(results) + notes) + "\n"


def positive(text):
    n = int(text)
    if n < 1:
        raise argparse.ArgumentTypeError("expected a number above 0, found %s" % text)
    return n


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--events", type=positive, default=1000000, help="events to generate (default %(default)s, about 1.4 GB)")
    ap.add_argument("--describe", type=positive, default=20000, help="pods to generate (default %(default)s, about 90 MB)")
    ap.add_argument("--rounds", type=positive, default=3, help="default %(default)s")
    ap.add_argument("--seed", default="1", help="default %(default)s")
    ap.add_argument("--cases", default=DEFAULT_CASES, help="comma-separated, of %s (default %%(default)s)" % ", ".join(c[0] for c in CASES))
    ap.add_argument("--only", choices=("inquest", "baseline"), help="leave the other program out")
    ap.add_argument("--inquest", default=os.path.join(ROOT, ".build", "release", "inquest"), help="the program to time")
    ap.add_argument("--data", default=os.path.join(ROOT, "bench-data"), help="folder for input and output (default bench-data)")
    ap.add_argument("--out", default=os.path.join(ROOT, "BENCHMARKS.md"), help="document to write (default BENCHMARKS.md)")
    ap.add_argument("--no-write", action="store_true", help="print only")
    ap.add_argument("--quiet", action="store_true", help="no line per run")
    ap.add_argument("--json", action="store_true", help="print JSON, with every round, instead of Markdown")
    a = ap.parse_args()
    known = {c[0]: c for c in CASES}
    names = [n for n in a.cases.split(",") if n]
    for n in names:
        if n not in known:
            ap.error("no case is named '%s'; known are %s" % (n, ", ".join(known)))
    if a.only != "baseline" and not os.access(a.inquest, os.X_OK):
        ap.error("%s is not there: run 'make build', or give --only baseline" % os.path.relpath(a.inquest))
    return a, [known[n] for n in names]


def main():
    a, cases = arguments()
    a.data, a.inquest = os.path.abspath(a.data), os.path.abspath(a.inquest)
    os.makedirs(a.data, exist_ok=True)
    where = machine()
    results = [r for r in (run_case(c, a) for c in cases) if r["medians"]]
    if a.json:
        print(json.dumps({"machine": where, "rounds": a.rounds, "results": results}, indent=2))
    else:
        print("\n".join(table(results) + goals(results)))
    if not a.no_write:
        command = "Bench/run.py --events %d --describe %d --rounds %d --seed %s --cases %s" % (
            a.events, a.describe, a.rounds, a.seed, ",".join(c[0] for c in cases))
        if a.only:
            command += " --only " + a.only
        with open(a.out, "w", encoding="utf-8") as f:
            f.write(document(results, where, a, command))


if __name__ == "__main__":
    main()
