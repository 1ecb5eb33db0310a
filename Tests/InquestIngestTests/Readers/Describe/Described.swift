import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// A text and the facts in it.
struct DescribeCase: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let expected: [String]
    var skips: [String] = []
    var testDescription: String { name }
}

/// What the reader found in a description, as short text.
struct Described {
    let collector: Collector
    private var batch: FactBatch { collector.batch }

    init(_ text: String, piece: Int = .max) throws {
        collector = try DescribeReader.facts(Array(text.utf8), piece: piece)
    }

    private func text(_ ref: TextRef) -> String { batch.string(ref) ?? "-" }
    private func time(_ time: Timestamp?) -> String { time?.iso8601 ?? "-" }
    private func number(_ value: (some BinaryInteger)?) -> String { value.map { "\($0)" } ?? "-" }

    private func age(_ age: Age?) -> String {
        age.map { $0.below == $0.atLeast + 1 ? "\($0.atLeast)" : "\($0.atLeast)..<\($0.below)" } ?? "-"
    }

    var pods: [String] {
        batch.pods.map {
            let owner = $0.ownerIsKnown ? "\(text($0.ownerKind))/\(text($0.ownerName))" : "?"
            return
                "\($0.line): \(text($0.namespace))/\(text($0.name)) "
                + "on \(text($0.node)) \(text($0.phase)) of \(owner)"
        }
    }

    var objects: [String] {
        batch.objects.map {
            "\($0.line): \(text($0.kind)) \(text($0.namespace))/\(text($0.name)) "
                + "of \(text($0.ownerKind))/\(text($0.ownerName)) created \(time($0.createdAt))"
        }
    }

    var containers: [String] {
        batch.containers.map {
            "\(text($0.name)) \($0.kind.name) \($0.state) \(text($0.waitingReason)) "
                + "since \(time($0.runningSince)) restarts \(number($0.restartCount)) "
                + "ready \($0.ready.map { "\($0)" } ?? "-") "
                + "memory \(number($0.memoryRequestBytes))…\(number($0.memoryLimitBytes))"
        }
    }

    var ends: [String] {
        batch.terminations.map {
            "\(text(batch.containers[Int($0.container)].name)) \($0.slot) \(text($0.reason)) \($0.exitCode) "
                + "signal \(number($0.signal)) \(time($0.startedAt)) … \(time($0.finishedAt))"
        }
    }

    var messages: [String?] { batch.terminations.map { batch.string($0.message) } }

    /// Ages in seconds: those of the last and of the first time.
    var events: [String] {
        batch.events.map {
            let times = [$0.lastAt, $0.firstAt].compactMap { $0?.iso8601 }
            let ages = times.isEmpty ? [age($0.lastAge), age($0.firstAge)] : times
            return "\(text($0.type)) \(text($0.reason)) ×\($0.count) \(ages.joined(separator: " of ")) "
                + "\(text($0.component))@\(text($0.host))[\(text($0.container))] \(text($0.message))"
        }
    }

    /// The objects that events are about.
    var about: [String] {
        batch.events.map { "\(text($0.objectKind)) \(text($0.namespace))/\(text($0.objectName))" }
    }

    var conditions: [String] {
        batch.conditions.map {
            "\($0.line): \(text($0.objectKind))/\(text($0.objectName)) \(text($0.type))=\(text($0.status)) "
                + "\(text($0.reason)) \(time($0.transitionAt)) \(text($0.message))"
        }
    }

    var skips: [String] { batch.skips.map { "\($0.line): \(text($0.reason)): \(text($0.excerpt))" } }

    /// Everything, in the order of the kinds of facts.
    var all: [String] { pods + containers + ends + objects + conditions + events + skips }
}

/// A pod with sections of containers, whose lines are given as they are printed.
func podText(_ sections: String) -> String {
    """
    Name:             web-0
    Namespace:        shop
    Node:             node-a/10.0.0.1
    Labels:           app=web
    Status:           Running
    \(sections)
    Conditions:
      Type              Status
      Ready             True \n\
    Volumes:            <none>
    QoS Class:          Burstable
    Node-Selectors:     <none>
    Tolerations:        <none>
    Events:             <none>

    """
}
