import InquestCore
import InquestIngest
import Testing

private let uid = "0a1b2c3d-0000-1111-2222-333344445555"
private let hash = "0a1b2c3d00001111222233334444555f"
private let id64 = String(repeating: "0f", count: 32)
/// A link's name is cut so that it has 255 bytes, `.log` included.
private func cut() -> String {
    let pod = "co-" + String(repeating: "x", count: 190)
    return String("\(pod)_shop_api-\(id64)".prefix(251)) + ".log"
}

struct PathCase: CustomTestStringConvertible, Sendable {
    let path: String
    /// `namespace pod container uid attempt`, `-` for what is not said, then `previous` or `node=…`.
    let expected: String

    init(_ path: String, _ expected: String) {
        self.path = path
        self.expected = expected
    }

    var testDescription: String { String(path.suffix(60)) }
}

private let layouts = [
    PathCase("/var/log/pods/shop_co-7c9-x2_\(uid)/api/3.log", "shop co-7c9-x2 api \(uid) 3"),
    PathCase("/var/log/pods/shop_co-7c9-x2_\(uid)/api/0.log.20260302-091500", "shop co-7c9-x2 api \(uid) 0"),
    PathCase("node/pods/shop_co-7c9-x2_\(uid)/api/0.log.20260302-091500.gz", "shop co-7c9-x2 api \(uid) 0"),
    PathCase(
        "pods/kube-system_etcd-a.example.com_\(hash)/etcd/12.log",
        "kube-system etcd-a.example.com etcd \(hash) 12"),
    PathCase("/var/log/pods/\(uid)/api/0.log", "- - api \(uid) 0"),
    PathCase("/var/log/pods/\(uid)/api_4.log", "- - api \(uid) 4"),
    PathCase("/var/log/containers/co-7c9-x2_shop_api-\(id64).log", "shop co-7c9-x2 api - -"),
    PathCase("containers/\(cut())", "shop co-\(String(repeating: "x", count: 190)) api - -"),
    PathCase("mg/img/namespaces/shop/pods/co-7c9-x2/api/api/logs/current.log", "shop co-7c9-x2 api - -"),
    PathCase("namespaces/shop/pods/co/api/api/logs/previous.insecure.log", "shop co api - - previous"),
    PathCase("namespaces/shop/pods/co/api/api/logs/rotated/0.log.20260302-091500.gz", "shop co api - 0"),
    PathCase("a/namespaces/shop/pods/co-0/containers/api/logs/last-50-lines.log", "shop co-0 api - -"),
    PathCase("a/config/pod/shop/logs/co-0/errors.log", "shop co-0 - - -"),
    PathCase("config/node/logs/ip-10-0-1-2.ec2.internal.log", "- - - - - node=ip-10-0-1-2.ec2.internal"),
    PathCase("b/cluster-resources/pods/logs/shop/co/api.log", "shop co api - -"),
    PathCase("b/cluster-resources/pods/logs/shop/co/api-previous.log", "shop co api - - previous"),
    PathCase("x/podlogs/shop/co-x2/logs/api.txt", "shop co-x2 api - -"),
    PathCase("dump/shop/co-7c9-x2/logs.txt", "shop co-7c9-x2 - - -"),
    PathCase("config/pod/shop/logs/co-0/api_current.log", "shop co-0 api - -"),
    PathCase("config/pod/shop/logs/co-0/api_previous.log", "shop co-0 api - - previous"),
    PathCase(
        "sos_commands/kubernetes/cluster-info/shop/podlogs/co-x2/kubectl_--namespace_shop_logs_co-x2",
        "shop co-x2 - - -"),
    PathCase(
        "cluster-info/shop/podlogs/co-x2/kubectl_--namespace_shop_logs_co-x2_-c_api_-p",
        "shop co-x2 api - - previous"),
    PathCase("mg/img/nodes/ip-10-0-1-2.ec2.internal/dmesg.gz", "- - - - - node=ip-10-0-1-2.ec2.internal"),
    PathCase("plugins/systemd-logs/results/node-a.json", "- - - - - node=node-a"),
    PathCase("plugins/systemd_logs/results/node-a/systemd_logs", "- - - - - node=node-a"),
    PathCase(
        "bundle/app-logs/co-67586446fc-2w49s/api-previous.log", "- co-67586446fc-2w49s api - - previous"),
    PathCase("bundle/app-logs/db-0/postgres.log.zst", "- db-0 postgres - -"),
    PathCase("co-7c9-x2.log", "- co-7c9-x2 - - -"),
    PathCase("logs/co-7c9-x2-previous.log.gz", "- co-7c9-x2 - - - previous"),
    PathCase("co-7c9-x2_api.log", "- co-7c9-x2 api - -"),
    PathCase("co-7c9-x2_api.1030.log", "- co-7c9-x2 api - -"),
    PathCase("co-7c9-x2.1030.log", "- co-7c9-x2.1030 - - -"),
    PathCase("./shop_co-7c9-x2_api-previous.log", "shop co-7c9-x2 api - - previous"),
    PathCase("saved/shop_web_nginx.log", "shop web nginx - -"),
    PathCase("shop_co-7c9-x2.txt", "shop co-7c9-x2 - - -"),
    PathCase("describe-co-7c9-x2.txt", "- co-7c9-x2 - - -"),
]

/// Paths that look alike and say nothing.
private let nearMisses = [
    "", "-", "/", "app.log", "error.log", "messages.log", "0.log", "syslog", "My-App.log", "co-7c9-x2",
    "co-7c9-x2.log.1",
    "access_error.log", "a__b.log", "shop__co-7c9-x2__api.log", "_co-7c9-x2_api.log", "a-_b.log",
    "-previous.log",
    "last-50-lines.log", "must-gather.log", "/home/my-user/logs.txt", "co-7c9-x2/logs.txt",
    "shop/co/logs.txt",
    "/var/log/pods/shop_co_not-a-uid/api/3.log", "/var/log/pods/shop_co_\(uid)/api/3.txt",
    "/var/log/pods/shop_co_\(uid)/api/x.log", "/var/log/pods/shop_co_\(uid)/api/0.log.backup",
    "/var/log/pods/Shop_co_\(uid)/api/3.log", "/var/log/pods/a_b_c_\(uid)/api/3.log",
    "namespaces/shop/pods/co/api/other/logs/current.log", "namespaces/shop/pods/co/api/api/logs/other.log",
    "namespaces/shop/pods/co/co.yaml", "describe-nodes.txt", "describe-pod-web-0.txt", "notes.txt",
    "read_me.txt",
    "logs/shop/co/api.log", "pods/logs/shop/co/api.txt", "co_shop_api-\(id64).txt", "co_shop_api-0f0f.log",
]

@Suite struct PathHintsTests {
    private func summary(_ hints: SourceHints) -> String {
        let names = [
            hints.namespace, hints.pod, hints.container, hints.podUID, hints.attempt.map { "\($0)" },
        ]
        return names.map { $0 ?? "-" }.joined(separator: " ") + (hints.isPrevious ? " previous" : "")
            + (hints.node.map { " node=\($0)" } ?? "")
    }

    @Test(arguments: layouts)
    func `a known layout says whose data it is`(layout: PathCase) {
        #expect(summary(PathHints.hints(for: layout.path)) == layout.expected)
    }

    @Test(arguments: nearMisses)
    func `a near miss says nothing`(path: String) {
        #expect(PathHints.hints(for: path) == SourceHints())
    }
}
