import InquestCore
import InquestIngest
import InquestTestSupport

/// Facts as short text, for comparing whole results.
struct FactListing {
    let batch: FactBatch

    init(_ collector: Collector) { batch = collector.batch }

    private func text(_ ref: TextRef) -> String { batch.string(ref) ?? "-" }

    private func time(_ time: Timestamp?) -> String { time?.iso8601 ?? "-" }

    var events: [String] {
        batch.events.map { event in
            let whose = "\(text(event.namespace))/\(text(event.objectKind))/\(text(event.objectName))"
            let what = "\(text(event.type)) \(text(event.reason)) ×\(event.count)"
            let when = "\(time(event.firstAt)) … \(time(event.lastAt))"
            let who = "\(text(event.component))@\(text(event.host))"
            return
                "\(event.line): \(whose)[\(text(event.container))] \(what) \(when) \(who) \(text(event.message))"
        }
    }

    var pods: [String] {
        batch.pods.map { pod in
            "\(pod.line): \(text(pod.namespace))/\(text(pod.name)) \(text(pod.uid)) on \(text(pod.node)) "
                + "\(text(pod.phase)) \(text(pod.reason)) \(text(pod.message)) of \(text(pod.ownerKind))/"
                + "\(text(pod.ownerName)) \(text(pod.qosClass)) \(text(pod.restartPolicy)) "
                + "created \(time(pod.createdAt)) started \(time(pod.startedAt)) deleted \(time(pod.deletionAt)) "
                + "grace \(pod.graceSeconds.map(String.init) ?? "-")"
        }
    }

    var containers: [String] {
        batch.containers.map { container in
            let memory = [container.memoryRequestBytes, container.memoryLimitBytes]
                .map { $0.map(String.init) ?? "-" }.joined(separator: "…")
            return "\(container.line): \(text(batch.pods[Int(container.pod)].name))/\(text(container.name)) "
                + "\(container.kind.name) \(text(container.image)) \(text(container.imageID)) "
                + "\(text(container.containerID)) \(container.state) \(text(container.waitingReason)) "
                + "\(text(container.waitingMessage)) since \(time(container.runningSince)) "
                + "restarts \(container.restartCount.map(String.init) ?? "-") "
                + "ready \(container.ready.map(String.init) ?? "-") memory \(memory)"
        }
    }

    var terminations: [String] {
        batch.terminations.map { end in
            "\(end.line): \(text(batch.containers[Int(end.container)].name)) \(end.slot) \(end.exitCode) "
                + "\(end.signal.map(String.init) ?? "-") \(text(end.reason)) \(text(end.message)) "
                + "\(text(end.containerID)) \(time(end.startedAt)) … \(time(end.finishedAt))"
        }
    }

    var objects: [String] {
        batch.objects.map { object in
            "\(object.line): \(text(object.kind)) \(text(object.namespace))/\(text(object.name)) "
                + "\(text(object.uid)) of \(text(object.ownerKind))/\(text(object.ownerName)) "
                + "created \(time(object.createdAt))"
        }
    }

    var conditions: [String] {
        batch.conditions.map { condition in
            "\(condition.line): \(text(condition.objectKind)) \(text(condition.namespace))/"
                + "\(text(condition.objectName)) \(text(condition.type))=\(text(condition.status)) "
                + "\(text(condition.reason)) \(text(condition.message)) \(time(condition.transitionAt))"
        }
    }

    var skips: [String] { batch.skips.map { "\($0.line): \(text($0.reason))" } }

    /// Everything, in the order of the kinds of facts.
    var all: [String] { events + pods + containers + terminations + objects + conditions + skips }
}
