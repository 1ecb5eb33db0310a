import InquestCore

/// What programs on a node say of kills for memory, where they name the process or the container for sure.
enum RuntimeKill {
    /// The kill that a program's line tells of; `nil` for every other line.
    static func kill(_ line: NodeLine, of bytes: Span<UInt8>, number: UInt32) -> NodeKill? {
        guard line.origin == .daemon, !line.tag.isEmpty else { return nil }
        let text = bytes.extracting(line.message)
        let program = program(bytes.extracting(line.tag))
        switch program {
        case .runtime, .supervisor:
            guard tellsOfKill(text, program == .supervisor), let id = onlyContainerID(text) else {
                return nil
            }
            var kill = NodeKill(line, of: bytes, number: number)
            kill.teller = .runtime
            kill.containerID = text.extracting(id).copied()
            return kill
        case .detector:
            guard let message = message(in: text, behind: "Reason:OOMKilling Message:") else { return nil }
            return kill(message, .detector, line, bytes, number)
        case .kubelet:
            guard let start = text.firstIndex(of: "System OOM encountered, victim process: "),
                let message = OOMMessage(text.extracting(start..<text.count))
            else { return nil }
            return kill(message, .kubelet, line, bytes, number)
        case nil: return nil
        }
    }

    private enum Program {
        case runtime, supervisor, detector, kubelet
    }

    /// `TaskOOM event …` of containerd, `topic=/tasks/oom` of docker, and systemd's
    /// `cri-containerd-<id>.scope: A process of this unit has been killed by the OOM killer.`
    private static func tellsOfKill(_ text: Span<UInt8>, _ isSupervisor: Bool) -> Bool {
        if isSupervisor {
            return text.contains(".scope: A process of this unit has been killed by the OOM killer")
        }
        return text.contains("TaskOOM") || text.contains("/tasks/oom")
    }

    private static func program(_ tag: Span<UInt8>) -> Program? {
        let runtimes: [StaticString] = ["containerd", "dockerd", "microk8s.daemon-containerd"]
        for name in runtimes where tag.equals(name) { return .runtime }
        // Distributions run the kubelet inside programs of their own.
        let kubelets: [StaticString] = [
            "kubelet", "kubenswrapper", "hyperkube", "k3s", "rke2", "microk8s.daemon-kubelite",
        ]
        for name in kubelets where tag.equals(name) { return .kubelet }
        if tag.equals("systemd") { return .supervisor }
        return tag.hasPrefix("node-problem-de") ? .detector : nil
    }

    private static func message(in text: Span<UInt8>, behind words: StaticString) -> OOMMessage? {
        var cursor = TextCursor()
        guard cursor.skip(past: words, in: text) else { return nil }
        return OOMMessage(text.extracting(cursor.position..<text.count))
    }

    private static func kill(
        _ message: OOMMessage, _ teller: KernelKillFact.Teller, _ line: NodeLine, _ bytes: Span<UInt8>,
        _ number: UInt32
    ) -> NodeKill {
        var kill = NodeKill(line, of: bytes, number: number)
        kill.teller = teller
        kill.take(message)
        return kill
    }

    /// The only text of 64 hexadecimal digits; `nil` when there is none, or two that differ.
    private static func onlyContainerID(_ text: Span<UInt8>) -> Range<Int>? {
        var found: Range<Int>?
        var start = 0
        for index in 0...text.count {
            if index < text.count, text[index].isDigit || (0x61...0x66).contains(text[index]) { continue }
            if index - start == 64 {
                if let found, !(0..<64).allSatisfy({ text[found.lowerBound + $0] == text[start + $0] }) {
                    return nil
                }
                found = start..<index
            }
            start = index + 1
        }
        return found
    }
}
