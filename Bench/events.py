"""Kubernetes events of a made-up fleet, as `kubectl get events -A -o json` writes them (and two other forms)."""
import json

from fleet import END, WEEK, Fleet

PER_POD = 10.1               # measured mean; only spreads the pods over the week
FIELDS = ("uid namespace kind name object_uid path object_rv type reason message count first last created micro last_micro "
          "event component host instance action rv api").split()

# Each row: reason, type, form, component, the object it is about, seconds since the row before, count, message.
# form: c = classic (first and last timestamp), n = new style (eventTime), s = new style with a series.
# object: pod, owner, node, or container (the pod with a fieldPath). count: (low, high), or 1.
START = (
    ("SuccessfulCreate", "Normal", "c", "controller", "owner", 1, 1, 'Created pod: %(name)s'),
    ("Scheduled", "Normal", "n", "default-scheduler", "pod", 0, 1, 'Successfully assigned %(namespace)s/%(name)s to %(node)s'),
)
PULL = ("Pulling", "Normal", "c", "kubelet", "container", 1, 1, 'Pulling image "%(image)s"')
PULLED = ("Pulled", "Normal", "c", "kubelet", "container", 3, 1,
          'Successfully pulled image "%(image)s" in %(small)dms (%(big)dms including waiting). Image size: %(bytes)d bytes.')
PRESENT = ("Pulled", "Normal", "c", "kubelet", "container", 1, 1, 'Container image "%(image)s" already present on machine')
CREATED = ("Created", "Normal", "c", "kubelet", "container", 0, 1, 'Created container: %(container)s')
STARTED = ("Started", "Normal", "c", "kubelet", "container", 1, 1, 'Started container %(container)s')
RUN = (PULL, PULLED, CREATED, STARTED)
RUN_CACHED = (PRESENT, CREATED, STARTED)

TROUBLE = (
    (30, (("BackOff", "Warning", "c", "kubelet", "container", 40, (2, 900),
           'Back-off restarting failed container %(container)s in pod %(name)s_%(namespace)s(%(uid)s)'),)),
    (22, (("Unhealthy", "Warning", "c", "kubelet", "container", 20, (1, 60),
           'Readiness probe failed: Get "http://%(ip)s:8080/ready": dial tcp %(ip)s:8080: connect: connection refused'),)),
    (12, (("Unhealthy", "Warning", "c", "kubelet", "container", 60, (3, 9),
           'Liveness probe failed: Get "http://%(ip)s:8080/healthz": context deadline exceeded (Client.Timeout exceeded while awaiting headers)'),
          ("Killing", "Normal", "c", "kubelet", "container", 1, (1, 3),
           'Container %(container)s failed liveness probe, will be restarted'))),
    (8, (("FailedMount", "Warning", "c", "kubelet", "pod", 5, (1, 20),
          'MountVolume.SetUp failed for volume "config" : configmap "%(workload)s-config" not found'),)),
    (6, (("FailedScheduling", "Warning", "s", "default-scheduler", "pod", 1, (2, 300),
          '0/%(small)d nodes are available: %(tiny)d Insufficient memory, %(tiny)d node(s) had untolerated taint {dedicated: batch}. '
          'preemption: 0/%(small)d nodes are available: %(small)d No preemption victims found for incoming pod.'),)),
    (5, (("Failed", "Warning", "c", "kubelet", "container", 2, (1, 5),
          'Failed to pull image "%(image)s": rpc error: code = NotFound desc = failed to pull and unpack image "%(image)s": '
          'failed to resolve reference "%(image)s": %(image)s: not found'),
         ("Failed", "Warning", "c", "kubelet", "container", 0, (1, 5), 'Error: ErrImagePull'),
         ("BackOff", "Normal", "c", "kubelet", "container", 9, (1, 400), 'Back-off pulling image "%(image)s"'),
         ("Failed", "Warning", "c", "kubelet", "container", 0, (1, 400), 'Error: ImagePullBackOff'))),
    (5, (("FailedCreatePodSandBox", "Warning", "c", "kubelet", "pod", 3, (1, 6),
          'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox '
          '"%(sandbox)s": plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container'),)),
    (4, (("Evicted", "Warning", "c", "kubelet", "pod", 900, 1,
          'The node was low on resource: memory. Threshold quantity: 100Mi, available: %(bytes)dKi. Container %(container)s was using '
          '%(bytes)dKi, request is 256Mi, has larger consumption of memory. '),
         ("NodeHasInsufficientMemory", "Normal", "c", "kubelet", "node", 1, (1, 4),
          'Node %(node)s status is now: NodeHasInsufficientMemory'))),
    (4, (("SystemOOM", "Warning", "c", "kubelet", "node", 300, 1, 'System OOM encountered, victim process: java, pid: %(bytes)d'),)),
    (4, (("FailedGetResourceMetric", "Warning", "c", "horizontal-pod-autoscaler", "owner", 30, (1, 200),
          'failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API'),)),
)
STOP = (
    ("Killing", "Normal", "c", "kubelet", "container", 3600, 1, 'Stopping container %(container)s'),
    ("SuccessfulDelete", "Normal", "c", "controller", "owner", 1, 1, 'Deleted pod: %(name)s'),
)
DONE = (("Completed", "Normal", "c", "controller", "owner", 120, 1, 'Job completed'),)
CONTROLLERS = {"ReplicaSet": "replicaset-controller", "StatefulSet": "statefulset-controller",
               "DaemonSet": "daemonset-controller", "Job": "job-controller"}
OWNER_API = {"ReplicaSet": "apps/v1", "StatefulSet": "apps/v1", "DaemonSet": "apps/v1", "Job": "batch/v1"}


def templates(dumps):
    """Format strings for every shape of event: (form, object) -> text with %(field)s slots."""
    out = {}
    for form in "cns":
        for about in ("container", "pod", "owner", "node"):
            classic = form == "c"
            obj = {"apiVersion": "@api", "kind": "@kind", "name": "@name", "namespace": "@namespace",
                   "resourceVersion": "@object_rv", "uid": "@object_uid"}
            if about == "container":
                obj["fieldPath"] = "@path"
            if about == "node":             # a Node has no namespace; its events live in "default"
                del obj["namespace"], obj["resourceVersion"]
            event = {
                "apiVersion": "v1", "kind": "Event", "involvedObject": obj, "message": "@message", "reason": "@reason", "type": "@type",
                "eventTime": None if classic else "@micro",
                "firstTimestamp": "@first" if classic else None, "lastTimestamp": "@last" if classic else None,
                "metadata": {"creationTimestamp": "@created", "name": "@event", "namespace": "@namespace",
                             "resourceVersion": "@rv", "uid": "@uid"},
                "reportingComponent": "@component", "reportingInstance": "@instance", "source": {}}
            if classic:
                event["count"] = "#count"
                event["source"] = {"component": "@component"} if about == "owner" else {"component": "@component", "host": "@host"}
            else:
                event["action"] = "@action"
            if form == "s":
                event["series"] = {"count": "#count", "lastObservedTime": "@last_micro"}
            text = dumps(event)
            for f in FIELDS:
                text = text.replace('"#%s"' % f, "%%(%s)d" % f).replace('"@%s"' % f, '"%%(%s)s"' % f)
            out[form, about] = text
    return out


def go_escape(text):
    """The inside of a JSON string as Go's encoder writes it. Values put into the slots later need no escaping."""
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def escaped(rows):
    return tuple(r[:7] + (go_escape(r[7]),) for r in rows)


class Clock:
    """Fast UTC text for instants near the generated week."""

    def __init__(self):
        self.times = ["T%02d:%02d:%02d" % (s // 3600, s // 60 % 60, s % 60) for s in range(86400)]
        # November 2026 has 30 days and END is its 23rd, so a day number is enough.
        self.first_day = END // 86400 - 22
        self.days = ["2026-11-%02d" % d for d in range(1, 31)]

    def text(self, t):
        day, second = divmod(t, 86400)
        return self.days[day - self.first_day] + self.times[second]


class EventSource:
    """Yields (template key, fields) without end, pod after pod."""

    def __init__(self, seed, count):
        pods = max(1, int(count / PER_POD))
        self.fleet = Fleet(seed, workloads=30 + min(1200, pods // 40))
        self.passes = max(1, pods // sum(w.replicas for w in self.fleet.workloads))
        self.clock = Clock()
        self.start, self.stop, self.done = escaped(START), escaped(STOP), escaped(DONE)
        self.run, self.cached = escaped(RUN), escaped(RUN_CACHED)
        self.trouble = [(weight, escaped(rows)) for weight, rows in TROUBLE]
        self.lots = [rows for weight, rows in self.trouble for _ in range(weight)]
        self.serial = 4000000

    def pod_stories(self):
        """For each pod the list of its events."""
        random, pick = self.fleet.rng.random, self.fleet.pick
        for p in self.fleet.pods(self.passes):
            w = p.workload
            plot = [(r, p.containers[0]) for r in self.start]
            for c in p.init + p.containers:
                rows = self.run if random() < 0.6 else self.cached
                plot += [(r, c) for r in rows]
            # Every pod can have a bad day; a troubled workload has several.
            for _ in range(int(random() * 1.4 + 5 * w.trouble * random())):
                c = pick(p.containers) if random() < 0.2 else p.containers[0]
                plot += [(r, c) for r in pick(self.lots)]
            if p.owner_kind == "Job":
                plot += [(r, p.containers[0]) for r in self.done]
            elif random() < 0.3:
                plot += [(self.stop[0], c) for c in p.containers] + [(self.stop[1], p.containers[0])]
            yield self.events_of(p, plot)

    def events_of(self, p, plot):
        random, rng_bits, text, uid = self.fleet.rng.random, self.fleet.rng.getrandbits, self.clock.text, self.fleet.uid
        words = {"name": p.name, "namespace": p.namespace, "node": p.node, "uid": p.uid, "ip": p.ip, "workload": p.workload.name}
        t, out, rv = p.start, [], str(700000000 + p.serial)
        for (reason, kind_of, form, component, about, gap, count, message), (container, image) in plot:
            x = random()
            words["container"], words["image"], words["tiny"] = container, image, 1 + int(x * 9)
            words["small"], words["big"], words["bytes"] = 10 + int(x * 400), 800 + int(x * 9000), 4096 + int(x * 90000000)
            if "%(sandbox)s" in message:
                words["sandbox"] = "%064x" % rng_bits(256)
            n = 1 if count == 1 else count[0] + int((count[1] - count[0]) * random() ** 3)
            t += 1 + int(gap * x * 2)
            first = min(t, END - 2)
            last = first if n == 1 else min(first + n * (7 + int(x * 30)), END - 1)
            nanos = rng_bits(29)
            first_text = text(first)
            if component == "controller":
                component = CONTROLLERS[p.owner_kind]
            f = {"uid": uid(), "namespace": p.namespace, "kind": "Pod", "name": p.name, "object_uid": p.uid, "object_rv": rv,
                 "path": "", "type": kind_of, "reason": reason, "message": message % words, "count": n,
                 "first": first_text + "Z", "last": text(last) + "Z", "created": first_text + "Z", "component": component,
                 "host": p.node, "instance": p.node if component == "kubelet" else component, "action": "Scheduling",
                 "rv": str(self.serial), "api": "v1", "last_at": last}
            if about == "container":
                f["path"] = ("spec.initContainers{%s}" if container == "migrate" else "spec.containers{%s}") % container
            elif about == "owner":
                f["kind"], f["name"], f["object_uid"], f["api"] = p.owner_kind, p.owner, p.owner_uid, OWNER_API[p.owner_kind]
            elif about == "node":
                f["kind"], f["name"], f["object_uid"], f["namespace"] = "Node", p.node, p.node, "default"
            f["event"] = "%s.%x" % (f["name"], (first << 30) + nanos)
            if form != "c":
                f["micro"] = "%s.%06dZ" % (first_text, nanos % 1000000)
                f["last_micro"] = "%s.%06dZ" % (text(last), nanos % 999983)
                f["instance"] = component + "-7f9c"
            self.serial += 1
            out.append(((form, about), f))
        return out


def compact(event):
    return json.dumps(event, sort_keys=True, separators=(",", ":"))


def pretty(event):
    """One item of a List: nested two levels deep, four blanks each."""
    return "\n".join("        " + line for line in json.dumps(event, sort_keys=True, indent=4).split("\n"))


def write_list(source, count, out):
    shape, left, lead = templates(pretty), count, "\n"
    out.write('{\n    "apiVersion": "v1",\n    "items": [')
    for story in source.pod_stories():
        rows = [shape[key] % f for key, f in story[:left]]
        left -= len(rows)
        out.write(lead + ",\n".join(rows))
        lead = ",\n"
        if not left:
            break
    out.write('\n    ],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n')
    return {"records": count, "events": count}


def write_ndjson(source, count, out):
    shape, left = templates(compact), count
    for story in source.pod_stories():
        rows = [shape[key] % f for key, f in story[:left]]
        left -= len(rows)
        out.write("\n".join(rows) + "\n")
        if not left:
            break
    return {"records": count, "events": count}


def write_watch(source, count, out, window=400):
    """What `kubectl get events -A -w --output-watch-events -o json` prints: an event that repeats is sent again, under
    the same uid, with a larger count. Pods of one window are interleaved by time."""
    shape, left, seen, batch, pods = templates(compact), count, set(), [], 0
    for story in source.pod_stories():
        for key, f in story:
            total, end = f["count"], f["last_at"]
            for step in range(min(total, 5)):
                n = total if step == min(total, 5) - 1 else step + 1
                at = end if n == total else max(end - (total - n) * 7, end - WEEK // 14)
                stamp = source.clock.text(at)
                batch.append((at, f["uid"], n, key, dict(f, count=n, last=stamp + "Z", rv=str(source.serial))))
                source.serial += 1
        pods += 1
        if pods % window == 0 or len(batch) >= left:
            batch.sort(key=lambda r: r[:3])
            for _, uid, _, key, f in batch[:left]:
                out.write('{"type":"%s","object":%s}\n' % ("MODIFIED" if uid in seen else "ADDED", shape[key] % f))
                seen.add(uid)
            left -= min(left, len(batch))
            batch = []
            if not left:
                break
    return {"records": count, "events": len(seen)}


WRITERS = {"list": write_list, "ndjson": write_ndjson, "watch": write_watch}


def write(form, count, seed, path):
    """Writes `count` records to `path` and returns what a reader must find there."""
    with open(path, "w", encoding="utf-8", newline="\n", buffering=1 << 20) as out:
        return WRITERS[form](EventSource(seed, count), count, out)
