"""A made-up fleet: namespaces, workloads, nodes and pods, the same for the same seed."""
import itertools
import random

END = 1795392000            # 2026-11-23T00:00:00Z: every generated instant lies in the week before it
WEEK = 7 * 86400
SAFE = "bcdfghjklmnpqrstvwxz2456789"      # the letters Kubernetes uses in generated names

TEAMS = ("payments", "search", "catalog", "checkout", "identity", "media", "logistics", "pricing", "reporting",
         "messaging", "loyalty", "fraud", "inventory", "recommendation", "support", "billing")
STAGES = ("prod", "staging", "batch", "canary")
ROLES = ("api", "worker", "gateway", "consumer", "scheduler", "indexer", "cache", "exporter", "projector", "ingest",
         "frontend", "sync", "renderer", "router", "collector", "reconciler")
STACKS = ("java", "go", "python", "node", "dotnet")
SIDECARS = ("istio-proxy", "log-shipper", "vault-agent", "cloud-sql-proxy", "otel-collector")
REGISTRIES = ("europe-docker.pkg.dev/example/apps", "ghcr.io/example-org", "registry.example.com/apps")


class Workload:
    """An owner of pods. `kind` is what a person calls it: Deployment, StatefulSet, DaemonSet or CronJob."""
    __slots__ = ("namespace", "name", "kind", "containers", "init", "replicas", "memory_mib", "trouble")


class Pod:
    """One pod with the fields that events and describe text need; attributes serve as template fields."""
    __slots__ = ("namespace", "name", "uid", "node", "ip", "owner_kind", "owner", "owner_uid", "workload", "start",
                 "containers", "init", "serial")


class Fleet:
    def __init__(self, seed, workloads):
        self.rng = random.Random("fleet-%s" % seed)
        self.nodes = ["ip-10-%d-%d-%d.eu-west-1.compute.internal" % (self.below(4), 64 + self.below(128), self.below(256))
                      for _ in range(max(8, workloads // 3))]
        self.workloads = sorted((self.make_workload(i) for i in range(workloads)), key=lambda w: (w.namespace, w.name))

    def below(self, n):
        return int(self.rng.random() * n)

    def pick(self, seq):
        return seq[int(self.rng.random() * len(seq))]

    def uid(self):
        """A random (version 4) UUID."""
        h = "%032x" % self.rng.getrandbits(128)
        return "%s-%s-4%s-%s%s-%s" % (h[:8], h[8:12], h[13:16], "89ab"[int(h[16], 16) & 3], h[17:20], h[20:])

    def letters(self, n):
        return "".join([self.pick(SAFE) for _ in range(n)])

    def hex(self, n):
        return "%0*x" % (n, self.rng.getrandbits(4 * n))

    def make_workload(self, i):
        w = Workload()
        team = self.pick(TEAMS)
        w.namespace = "%s-%s" % (team, STAGES[min(3, int(self.rng.random() ** 2 * 4))])
        w.name = "%s-%s-%s" % (team, self.pick(ROLES), self.pick(STACKS)) + ("-%d" % i)
        r = self.rng.random()
        w.kind = "Deployment" if r < 0.72 else "StatefulSet" if r < 0.82 else "DaemonSet" if r < 0.87 else "CronJob"
        registry = self.pick(REGISTRIES)
        names = [w.name] + sorted(self.rng.sample(SIDECARS, (0, 0, 0, 0, 1, 1, 1, 2)[self.below(8)]))
        tag = "v%d.%d.%d" % (1 + self.below(4), self.below(30), self.below(10))
        w.containers = [(n, "%s/%s:%s" % (registry, n, tag if n == w.name else "2026.%d" % (1 + self.below(11)))) for n in names]
        w.init = [("migrate", "%s/migrate:%s" % (registry, tag))] if self.rng.random() < 0.12 else []
        w.replicas = 1 + int(self.rng.paretovariate(1.1)) % 40
        w.memory_mib = self.pick((128, 256, 512, 768, 1024, 2048, 4096))
        w.trouble = self.rng.random() ** 3          # few workloads make most of the noise
        return w

    def pods(self, passes):
        """Pods without end, workload by workload. After `passes` rounds the week is over and later rounds start at
        its last day; each round is a rollout, so names and uids change."""
        serial = 0
        for turn in itertools.count():
            base = END - WEEK + min(WEEK - 86400, turn * (WEEK - 86400) // max(1, passes))
            for w in self.workloads:
                owner_hash, owner_uid = self.letters(10), self.uid()
                for i in range(w.replicas):
                    p = Pod()
                    p.namespace, p.workload, p.containers, p.init = w.namespace, w, w.containers, w.init
                    p.owner_uid, p.node, p.serial = owner_uid, self.pick(self.nodes), serial
                    if w.kind == "Deployment":
                        p.owner_kind, p.owner = "ReplicaSet", "%s-%s" % (w.name, owner_hash)
                        p.name = "%s-%s" % (p.owner, self.letters(5))
                    elif w.kind == "StatefulSet":
                        p.owner_kind, p.owner, p.name = w.kind, w.name, "%s-%d" % (w.name, i)
                    elif w.kind == "DaemonSet":
                        p.owner_kind, p.owner, p.name = w.kind, w.name, "%s-%s" % (w.name, self.letters(5))
                    else:
                        p.owner_kind, p.owner = "Job", "%s-%d" % (w.name, 29900000 + base // 60 % 100000 + i)
                        p.name = "%s-%s" % (p.owner, self.letters(5))
                    p.uid, p.start = self.uid(), base + self.below(6 * 3600)
                    p.ip = "10.244.%d.%d" % (self.below(256), self.below(256))
                    serial += 1
                    yield p
