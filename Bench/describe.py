"""Texts of `kubectl describe pod` for a made-up fleet, laid out as clients 1.26 to 1.34 print them."""
import os

from fleet import END, Fleet

WEEKDAYS = ("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed")      # day 0 of the epoch was a Thursday

# reason, exit code, message; weights by repetition
DEATHS = (
    ("OOMKilled", 137, None), ("OOMKilled", 137, None), ("OOMKilled", 137, None),
    ("Error", 1, None), ("Error", 1, None), ("Error", 1, None), ("Error", 137, None), ("Error", 143, None), ("Error", 139, None),
    ("Error", 2, "panic: runtime error: invalid memory address or nil pointer dereference"),
    ("Error", 255, None), ("Error", 134, None), ("Completed", 0, None), ("Error", 78, "config: key 'broker.url' is not set"),
    ("StartError", 128, 'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create '
     'failed: unable to start container process: exec: "/app/run": stat /app/run: no such file or directory: unknown'),
)


def date(t):
    """RFC 1123 with zone, in UTC."""
    day, s = divmod(t, 86400)
    return "%s, %02d Nov 2026 %02d:%02d:%02d +0000" % (WEEKDAYS[day % 7], day - (END // 86400 - 23), s // 3600, s // 60 % 60, s % 60)


def age(s):
    """An age as kubectl shortens it: floored, and units that are zero are dropped."""
    if s < 120:
        return "%ds" % s
    m, h, d = s // 60, s // 3600, s // 86400
    if m < 10:
        return "%dm%ds" % (m, s % 60) if s % 60 else "%dm" % m
    if m < 180:
        return "%dm" % m
    if h < 8:
        return "%dh%dm" % (h, m % 60) if m % 60 else "%dh" % h
    if h < 48:
        return "%dh" % h
    return "%dd%dh" % (d, h % 24) if h % 24 else "%dd" % d


def tabbed(lines):
    """Go's tab writer for two columns: pairs that follow one another share a column, a plain string ends the block."""
    out, block = [], []

    def flush():
        width = max(len(cell) for cell, _ in block) + 2
        out.extend([cell.ljust(width) + value for cell, value in block])
        block.clear()
    for line in lines:
        if isinstance(line, tuple):
            block.append(line)
        else:
            if block:
                flush()
            out.append(line)
    if block:
        flush()
    return out


class Describer:
    def __init__(self, seed, count):
        self.fleet = Fleet(seed, workloads=20 + min(3000, count // 4))
        self.found = {"pods": 0, "containers": 0, "terminations": 0, "events": 0}

    def termination(self, state, finished, earliest, init=False):
        below = self.fleet.below
        reason, code, message = ("Completed", 0, None) if init else DEATHS[below(len(DEATHS))]
        self.found["terminations"] += 1
        rows = [("    %s:" % state, "Terminated"), ("      Reason:", reason)]
        if message:
            rows.append(("      Message:", message))
        return rows + [("      Exit Code:", str(code)), ("      Started:", date(max(earliest, finished - 1 - below(5 if init else 7200)))),
                       ("      Finished:", date(finished))]

    def container(self, pod, name, image, start, init, port):
        """The lines of one container, and its restart count and its state's word."""
        fleet, w = self.fleet, pod.workload
        registry_image = image.rsplit(":", 1)[0]
        lines = ["  %s:" % name,
                 ("    Container ID:", "containerd://" + fleet.hex(64)), ("    Image:", image),
                 ("    Image ID:", "%s@sha256:%s" % (registry_image, fleet.hex(64))),
                 ("    Port:", "<none>" if init else "%d/TCP" % port), ("    Host Port:", "<none>" if init else "0/TCP")]
        if init:
            lines += ["    Command:", "      /app/migrate", "      --to=latest"]
        else:
            lines += ["    Args:", "      --port=%d" % port, "      --v=2"]
        bad = not init and fleet.rng.random() < 0.25 + 0.5 * w.trouble
        restarts = 1 + int(fleet.rng.paretovariate(0.9)) % 400 if bad else 0
        now = END - 600
        word = "Running"
        if init:
            lines += self.termination("State", start + 2 + fleet.below(20), start + 1, init=True)
        elif w.kind == "CronJob" and not bad:
            word = "Completed"
            lines += self.termination("State", start + 60 + fleet.below(600), start + 24)
        elif bad and fleet.rng.random() < 0.3:
            word = "CrashLoopBackOff"
            lines += [("    State:", "Waiting"), ("      Reason:", word)]
        else:
            lines += [("    State:", "Running"), ("      Started:", date(now - fleet.below(300) if bad else start + 24))]
        if bad:
            lines += self.termination("Last State", now - 301 - fleet.below(max(1, now - 302 - start - 7200)), start + 24)
        lines += [("    Ready:", "True" if word == "Running" or init else "False"), ("    Restart Count:", str(restarts)),
                  "    Limits:", ("      cpu:", "1"), ("      memory:", "%dMi" % w.memory_mib),
                  "    Requests:", ("      cpu:", "100m"), ("      memory:", "%dMi" % (w.memory_mib // 2))]
        main = name == w.name
        if main:
            lines += [("    Liveness:", "http-get http://:%d/healthz delay=10s timeout=1s period=10s #success=1 #failure=3" % port),
                      ("    Readiness:", "http-get http://:%d/ready delay=5s timeout=1s period=5s #success=1 #failure=3" % port)]
        lines += ["    Environment:",
                  ("      POD_NAME:", pod.name + " (v1:metadata.name)")]
        if main:
            lines.append(("      DB_PASSWORD:", "<set to the key 'password' in secret '%s-db'>  Optional: false" % w.name))
        lines += ["    Mounts:", "      /etc/%s from config (ro)" % name,
                  "      /var/run/secrets/kubernetes.io/serviceaccount from kube-api-access-%s (ro)" % pod.uid[:5]]
        self.found["containers"] += 1
        return lines, restarts, word

    def events(self, pod, states, start):
        """The rows of the events table: type, reason, age, component, message."""
        fleet, now = self.fleet, END - 600
        old = now - start
        rows = [("Normal", "Scheduled", age(old), "default-scheduler",
                 "Successfully assigned %s/%s to %s" % (pod.namespace, pod.name, pod.node))]
        for name, image, _, restarts, _ in states:
            again = " (x%d over %s)" % (restarts + 1, age(old)) if restarts else ""
            recent = age(60 + fleet.below(900)) + again if restarts else age(max(1, old - 2))
            rows += [("Normal", "Pulled", recent, "kubelet", 'Container image "%s" already present on machine' % image),
                     ("Normal", "Created", recent, "kubelet", "Created container: %s" % name),
                     ("Normal", "Started", recent, "kubelet", "Started container %s" % name)]
        for name, _, port, restarts, word in states:
            if restarts and word == "CrashLoopBackOff":
                rows.append(("Warning", "BackOff", "%s (x%d over %s)" % (age(10 + fleet.below(300)), restarts * 9 + 2, age(old)), "kubelet",
                             "Back-off restarting failed container %s in pod %s_%s(%s)" % (name, pod.name, pod.namespace, pod.uid)))
            elif restarts and fleet.rng.random() < 0.4:
                rows.append(("Warning", "Unhealthy", "%s (x%d over %s)" % (age(10 + fleet.below(300)), restarts + 2, age(old)), "kubelet",
                             'Readiness probe failed: Get "http://%s:%d/ready": dial tcp %s:%d: connect: connection refused'
                             % (pod.ip, port, pod.ip, port)))
        self.found["events"] += len(rows)
        table = [("Type", "Reason", "Age", "From", "Message"), ("----", "------", "----", "----", "-------")] + rows
        widths = [max(len(r[i]) for r in table) + 2 for i in range(4)]
        return ["  " + "".join(cell.ljust(n) for cell, n in zip(r, widths)) + r[4] for r in table]

    def pod(self, pod):
        """The text of one pod, ending in a newline."""
        w, start = pod.workload, pod.start
        states, middle = [], []
        for title, group in (("Init Containers:", pod.init), ("Containers:", pod.containers)):
            if group:
                middle.append(title)
            for i, (name, image) in enumerate(group):
                lines, restarts, word = self.container(pod, name, image, start, group is pod.init, 8080 + i)
                middle += lines
                states.append((name, image, 8080 + i, restarts, word))
        ready = "True" if all(s[-1] == "Running" for s in states[len(pod.init):]) else "False"
        done = w.kind == "CronJob" and all(s[-1] == "Completed" for s in states[len(pod.init):])
        lines = [("Name:", pod.name), ("Namespace:", pod.namespace), ("Priority:", "0"), ("Service Account:", w.name),
                 ("Node:", "%s/10.0.%d.%d" % (pod.node, len(pod.name), pod.serial % 250)), ("Start Time:", date(start)),
                 ("Labels:", "app.kubernetes.io/name=" + w.name), ("", "app.kubernetes.io/managed-by=Helm"),
                 ("", "pod-template-hash=" + pod.owner[-10:]),
                 ("Annotations:", "kubectl.kubernetes.io/restartedAt: 2026-11-12T09:00:00Z"),
                 ("Status:", "Succeeded" if done else "Running"), ("IP:", pod.ip),
                 "IPs:", ("  IP:", pod.ip), ("Controlled By:", "%s/%s" % (pod.owner_kind, pod.owner))]
        lines += middle
        lines += ["Conditions:"] + ["  %-27s%s" % row for row in (
            ("Type", "Status"), ("PodReadyToStartContainers", "True "), ("Initialized", "True "),
            ("Ready", ready + " "), ("ContainersReady", ready + " "), ("PodScheduled", "True "))]
        lines += ["Volumes:", "  config:", ("    Type:", "ConfigMap (a volume populated by a ConfigMap)"),
                  ("    Name:", w.name + "-config"), ("    Optional:", "false"),
                  "  kube-api-access-%s:" % pod.uid[:5],
                  ("    Type:", "Projected (a volume that contains injected data from multiple sources)"),
                  ("    TokenExpirationSeconds:", "3607"), ("    ConfigMapName:", "kube-root-ca.crt"), ("    Optional:", "false"),
                  ("    DownwardAPI:", "true"), ("QoS Class:", "Burstable"), ("Node-Selectors:", "<none>"),
                  ("Tolerations:", "node.kubernetes.io/not-ready:NoExecute op=Exists for 300s"),
                  ("", "node.kubernetes.io/unreachable:NoExecute op=Exists for 300s"), "Events:"]
        self.found["pods"] += 1
        return "\n".join(tabbed(lines) + self.events(pod, states, start)) + "\n"


def write(count, per_file, seed, folder):
    """Writes `count` pods into files of `folder` and returns the rows a reader must find there."""
    os.makedirs(folder, exist_ok=True)
    for old in os.listdir(folder):
        if old.startswith("describe-") and old.endswith(".txt"):
            os.remove(os.path.join(folder, old))
    describer, seen, batch, files = Describer(seed, count), set(), [], 0
    for pod in describer.fleet.pods(passes=4):
        if (pod.namespace, pod.name) in seen:       # a StatefulSet's pods keep their names
            continue
        seen.add((pod.namespace, pod.name))
        batch.append(describer.pod(pod))
        if len(batch) == per_file or len(seen) == count:
            with open(os.path.join(folder, "describe-%05d.txt" % files), "w", encoding="utf-8", newline="\n") as out:
                out.write("\n\n".join(batch))
            batch, files = [], files + 1
        if len(seen) == count:
            break
    return dict(describer.found, records=count)
