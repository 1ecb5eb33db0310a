import InquestCore

/// A member name that readers of Kubernetes objects look for.
///
/// Names match whatever the case of their letters: clients up to 1.13 wrote `InvolvedObject` and
/// `LastTerminationState` into dumps, and no two names differ by case alone.
enum FieldName: UInt8, CaseIterable, Sendable {
    case clusterIP, completions, component, conditions, containerID, containerStatuses, containers, controller
    case count, creationTimestamp, deletionGracePeriodSeconds, deletionTimestamp, deprecatedCount
    case deprecatedFirstTimestamp, deprecatedLastTimestamp, deprecatedSource, desiredNumberScheduled
    case ephemeralContainerStatuses, ephemeralContainers, event, eventTime, exitCode, fieldPath, finishedAt
    case firstTimestamp, host, image, imageID, initContainerStatuses, initContainers, involvedObject
    case jobTemplate, kind, lastObservedTime, lastState, lastTerminationState, lastTimestamp,
        lastTransitionTime
    case limits, memory, message, metadata, name, namespace, nodeInfo, nodeName
    case note, object, ownerReferences, parallelism, phase, podCIDR, qosClass, ready, reason, regarding
    case reportingComponent, reportingController, reportingInstance, requests, resources, restartCount
    case restartPolicy, running, selector, series, serviceName, signal, source, spec, startTime, startedAt,
        state
    case status, strategy, template, terminated, terminationGracePeriodSeconds, type, uid, verb, waiting
}

/// The members of one object by name, so that readers need not care in which order they come.
///
/// Storage is made once and used for one object after the other.
struct FieldValues: Sendable {
    private var values: [Int32]

    init() { values = Array(repeating: 0, count: FieldName.allCases.count) }

    /// The value of a member; 0 when it is absent or `null`.
    subscript(_ field: FieldName) -> Int { Int(values[Int(field.rawValue)]) }

    /// Takes the members of an object. None are taken from anything else.
    mutating func load(_ object: Int, of record: borrowing JSONRecord, names: borrowing FieldTable) {
        for index in values.indices { values[index] = 0 }
        add(object, of: record, names: names)
    }

    /// Takes the members of an object besides those taken before; of a name that comes twice, the last counts.
    mutating func add(_ object: Int, of record: borrowing JSONRecord, names: borrowing FieldTable) {
        var members = record.members(of: object)
        let bytes = record.bytes.span
        while members.advance(record) {
            // Nobody writes these names with escapes.
            let range = record.range(members.name)
            if let field = names.find(bytes.extracting(range)) {
                values[Int(field.rawValue)] = Int32(truncatingIfNeeded: members.value)
            }
        }
    }
}

/// Finds names by a hash of their length and some of their bytes, then compares them whole.
struct FieldTable: Sendable {
    private static let size = 512
    private var slots: [UInt8]
    /// The names one after the other, in lower case.
    private var text: [UInt8] = []
    private var starts: [UInt16] = [0]

    init() {
        slots = Array(repeating: .max, count: FieldTable.size)
        for field in FieldName.allCases {
            let name = Array("\(field)".lowercased().utf8)
            text += name
            starts.append(UInt16(text.count))
            var slot = FieldTable.hash(name.span)
            while slots[slot] != .max { slot = (slot + 1) % FieldTable.size }
            slots[slot] = field.rawValue
        }
    }

    @inline(__always)
    func find(_ name: Span<UInt8>) -> FieldName? {
        guard name.count > 2 else { return nil }
        var slot = FieldTable.hash(name)
        while slots[slot] != .max {
            let field = slots[slot]
            if matches(name, Int(field)) { return FieldName(rawValue: field) }
            slot = (slot + 1) % FieldTable.size
        }
        return nil
    }

    @inline(__always)
    private func matches(_ name: Span<UInt8>, _ index: Int) -> Bool {
        let start = Int(starts[index])
        guard name.count == Int(starts[index + 1]) - start else { return false }
        for position in name.indices where name[position].lowercased != text[start + position] {
            return false
        }
        return true
    }

    @inline(__always)
    private static func hash(_ name: Span<UInt8>) -> Int {
        let last = name.count - 1
        var mix = UInt32(name[0] | 0x20) << 24 | UInt32(name[2] | 0x20) << 16
        mix |= UInt32(name[last] | 0x20) << 8 | UInt32(name[last / 2] | 0x20)
        mix = (mix ^ UInt32(truncatingIfNeeded: name.count) &* 0x9E37_79B1) &* 0x85EB_CA6B
        return Int(mix >> 23)
    }
}
