import InquestCore
import InquestIngest
import InquestTestSupport

/// Texts with tables, one per layout.
enum TableSamples {
    static let plain = """
        LAST SEEN   TYPE      REASON    OBJECT          MESSAGE
        3m12s       Warning   BackOff   pod/api-7c9x2   Back-off restarting failed container
        2d4h        Normal    Starting  node/node-a
        <unknown>   Normal    Pulled    pod/api-7c9x2   Pulled in two parts...

        """

    static let command = """
        NAMESPACE   LAST SEEN             TYPE      REASON       OBJECT          MESSAGE
        shop        2m13s (x7 over 20m)   Warning   BackOff      Pod/api-7c9x2   spec.containers{api}: Back-off
        default     5m                    Warning   OOMKilling   Node/node-a     Kill process 7 (python3)
        Killed process 7 (python3)
        shop        44m                   Normal    Created      Pod/api-7c9x2   Created, and so on...

        """

    static let wide = """
        NAMESPACE   LAST SEEN   TYPE      REASON    OBJECT          SUBOBJECT              SOURCE            \
        MESSAGE    FIRST SEEN   COUNT   NAME
        shop        3m          Warning   BackOff   pod/api-7c9x2   spec.containers{api}   kubelet, node-a   \
        Back-off   20m          12      api-7c9x2.18ea785fa14cfff9
        shop        4m          Normal    Killing   pod/api-7c9x2                                            \
        Stopping   4m           1       api-7c9x2.18ea785fa14cfffa

        """

    static let old = """
        LASTSEEN   FIRSTSEEN   COUNT   NAME                     KIND   SUBOBJECT              TYPE      REASON   \
        SOURCE            MESSAGE
        1m         9m          12      api-0.15d1c2b3a4f5e6d7   Pod    spec.containers{api}   Warning   BackOff   \
        kubelet, node-a   Back-off restarting

        """

    static let pods = """
        NAMESPACE   NAME    READY   STATUS             RESTARTS       AGE    IP          NODE     NOMINATED NODE   \
        READINESS GATES
        shop        api-0   0/1     CrashLoopBackOff   7 (3m2s ago)   2d4h   10.0.0.12   node-a   <none>           \
        <none>
        shop        web-0   1/1     Running            0              19m    <none>      <none>   <none>           \
        <none>

        """

    static let nodes = """
        NAME     STATUS                     ROLES    AGE   VERSION
        node-a   Ready,SchedulingDisabled   <none>   47d   v1.33.2
        node-b   Unknown                    worker   47d   v1.33.2

        """

    static let docker = """
        CONTAINER ID   IMAGE     COMMAND      CREATED       STATUS                     PORTS   NAMES
        0f3a9c1d2e4b   api:1.4   "/bin/api"   5 hours ago   Exited (137) 4 hours ago           k8s_api_api-0_shop_5b0c8a3e-7d21-4f6a-9e05-1c2d3e4f5a6b_3
        1f3a9c1d2e4b   pause:3   "/pause"     5 hours ago   Up 5 hours                         k8s_POD_api-0_shop_5b0c8a3e-7d21-4f6a-9e05-1c2d3e4f5a6b_0
        2f3a9c1d2e4b   db:9      "/bin/db"    2 days ago    Up 2 days                          plain-db

        """

    static let crictl = """
        CONTAINER       IMAGE     CREATED       STATE     NAME   ATTEMPT   POD ID          POD     NAMESPACE
        0f3a9c1d2e4b5   9d1c2b3   5 hours ago   Exited    api    3         7a6b5c4d3e2f1   api-0   shop
        1f3a9c1d2e4b5   9d1c2b3   4 hours ago   Running   api    4         7a6b5c4d3e2f1   api-0   shop

        """

    static let all = [plain, command, wide, old, pods, nodes, docker, crictl]

    static func read(_ text: String, namespace: String? = nil) throws -> FactBatch {
        var context = ReadContext()
        context.hints.namespace = namespace
        return try TableReader.facts(Array(text.utf8), context: context).batch
    }

    /// Without the first line.
    static func withoutHeading(_ text: String) -> String {
        String(text[text.index(after: text.firstIndex(of: "\n") ?? text.startIndex)...])
    }
}

/// What is compared of an event.
struct EventCells: Hashable {
    var words: [String?]
    var count: Int64
    var isCountShown: Bool
    var isCut: Bool

    init(_ words: [String?], count: Int64 = 1, isCountShown: Bool = true, isCut: Bool = false) {
        self.words = words
        self.count = count
        self.isCountShown = isCountShown
        self.isCut = isCut
    }

    /// Namespace, kind, name, container, type, reason, message, component, host.
    static func all(_ batch: FactBatch) -> [EventCells] {
        batch.events.map { event in
            EventCells(
                [
                    event.namespace, event.objectKind, event.objectName, event.container, event.type,
                    event.reason, event.message, event.component, event.host,
                ].map { batch.string($0) }, count: event.count, isCountShown: event.isCountShown,
                isCut: event.messageIsCut)
        }
    }
}
