/// The text `kubectl describe pod` prints, of a pod with one container.
package struct DescribedPod {
    package var namespace = "shop"
    package var name = "web-7d4b9c6f5d-x2x4z"
    package var container = "web"
    package var start = "Sun, 01 Nov 2026 08:00:00 +0000"
    /// The lines of `State`, such as `Running` and its `Started`.
    package var state = ["Running", "  Started:      Sun, 01 Nov 2026 08:00:02 +0000"]
    /// The lines of `Last State`; empty when there is none.
    package var lastState: [String] = []
    package var restarts = 0
    /// The rows of the event table.
    package var events: [String] = []

    package init() {}

    /// The lines of an ended state.
    package static func ended(
        _ reason: String, _ code: Int, message: String? = nil, started: String, finished: String
    ) -> [String] {
        ["Terminated", "  Reason:       \(reason)"] + (message.map { ["  Message:      \($0)"] } ?? [])
            + ["  Exit Code:    \(code)", "  Started:      \(started)", "  Finished:     \(finished)"]
    }

    /// The whole text.
    package var text: String {
        var lines = [
            "Name:             \(name)", "Namespace:        \(namespace)", "Priority:         0",
            "Service Account:  default", "Node:             node-a/10.0.0.1", "Start Time:       \(start)",
            "Labels:           app=web", "Annotations:      <none>", "Status:           Running",
            "IP:               10.1.0.7", "Controlled By:    ReplicaSet/web-7d4b9c6f5d", "Containers:",
            "  \(container):", "    Container ID:   containerd://aa", "    Image:          example.com/web:1",
            "    Image ID:       example.com/web@sha256:bb", "    Port:           <none>",
            "    Host Port:      <none>",
        ]
        lines += block("State", state) + block("Last State", lastState)
        lines += [
            "    Ready:          True", "    Restart Count:  \(restarts)", "    Limits:",
            "      memory:     256Mi", "    Environment:  <none>", "    Mounts:       <none>", "Conditions:",
            "  Type              Status", "  Ready             True ", "Volumes:            <none>",
            "QoS Class:         Burstable", "Node-Selectors:    <none>", "Tolerations:       <none>",
        ]
        guard !events.isEmpty else {
            return (lines + ["Events:            <none>", ""]).joined(separator: "\n")
        }
        lines += [
            "Events:", "  Type     Reason     Age                From     Message",
            "  ----     ------     ----               ----     -------",
        ]
        return (lines + events.map { "  \($0)" } + [""]).joined(separator: "\n")
    }

    private func block(_ field: String, _ lines: [String]) -> [String] {
        guard let first = lines.first else { return [] }
        let label = "    \(field):"
        return [label + String(repeating: " ", count: 20 - label.count) + first]
            + lines.dropFirst().map { "    " + $0 }
    }
}
