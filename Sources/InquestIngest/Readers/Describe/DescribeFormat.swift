import InquestCore

extension DescribeReader {
    package static let format = InputFormat(
        id: "describe", title: "Descriptions of pods, nodes, workloads and events",
        origin: "kubectl describe pods -A, oc describe node NAME, or a paste of it",
        samples: [podSample, oldEventsSample, eventSample],
        dependsOnPath: true)

    private static let podSample = """
        Name:             api-5d9c7b8f6-x2k4p
        Namespace:        shop
        Node:             worker-2/10.0.0.12
        Start Time:       Mon, 02 Mar 2026 09:00:01 +0000
        Status:           Running
        Controlled By:    ReplicaSet/api-5d9c7b8f6
        Containers:
          api:
            Container ID:   containerd://1f0c
            Image:          example.com/api:1.4
            State:          Running
              Started:      Mon, 02 Mar 2026 09:14:09 +0000
            Last State:     Terminated
              Reason:       OOMKilled
              Exit Code:    137
              Started:      Mon, 02 Mar 2026 09:00:03 +0000
              Finished:     Mon, 02 Mar 2026 09:14:08 +0000
            Ready:          True
            Restart Count:  1
        QoS Class:         Burstable
        Tolerations:       <none>
        Events:
          Type     Reason   Age                From     Message
          ----     ------   ----               ----     -------
          Warning  BackOff  2m (x3 over 4m)    kubelet  Back-off restarting failed container

        """

    private static let oldEventsSample = """
        Events:
          FirstSeen  LastSeen  Count  From              SubobjectPath         Type     Reason   Message
          ---------  --------  -----  ----              -------------         ----     ------   -------
          5m         1m        4      {kubelet node-a}  spec.containers{api}  Warning  BackOff  Back-off restarting

        """

    private static let eventSample = """
        Name:             api-5d9c7b8f6-x2k4p.18a1
        Namespace:        shop
        Labels:           <none>
        Annotations:      <none>
        API Version:      v1
        Count:            7
        Event Time:       <nil>
        First Timestamp:  2026-03-02T09:10:08Z
        Involved Object:
          Field Path:     spec.containers{api}
          Kind:           Pod
          Name:           api-5d9c7b8f6-x2k4p
          Namespace:      shop
        Kind:             Event
        Last Timestamp:   2026-03-02T09:14:08Z
        Message:          Back-off restarting failed container
        Metadata:
          Creation Timestamp:  2026-03-02T09:10:08Z
          UID:                 1f0c
        Reason:                BackOff
        Source:
          Component:  kubelet
          Host:       node-a
        Type:         Warning
        Events:       <none>

        """

    package static func guess(_ sample: SniffSample) -> Guess {
        var document = DescribeDocument()
        var start = 0
        let bytes = sample.bytes.span
        // The beginning decides; a paste may have prose above.
        while start < bytes.count, document.count < 400 {
            let end = bytes.firstIndex(of: 0x0A, from: start) ?? bytes.count
            let line = bytes.extracting(start..<end)
            let content = PastedLine.content(line)
            document.append(line.extracting(content), number: UInt32(document.count + 1))
            start = end + 1
        }
        return guess(document)
    }

    /// How sure it is that a text, or its beginning, is of a description.
    static func guess(_ document: DescribeDocument) -> Guess {
        let telling: [StaticString] = [
            "Namespace", "Node", "Controlled By", "Start Time", "QoS Class", "Tolerations", "Node-Selectors",
            "Restart Count",
            "Last State", "Exit Code", "Container ID", "Image ID", "Host Port", "Pod Template", "Selector",
            "StrategyType",
            "Replicas", "CreationTimestamp", "Roles", "Unschedulable", "Events", "Mounts",
            "Last Termination State", "Ready",
            "Volumes", "Conditions", "Annotations", "Involved Object", "Regarding", "Event Time",
        ]
        // Messages inside an object can hold a whole description.
        if let first = document.nextText(0), document.hasKey(first, "apiVersion") {
            return Guess(.no, "an object in YAML")
        }
        var found: [String] = []
        var name: Int?
        var rows = 0
        for line in 0..<document.count where !document.lines[line].isBlank {
            if name == nil, document.hasKey(line, "Name") { name = line + 1 }
            for key in telling where document.hasKey(line, key) && !found.contains("\(key)") {
                found.append("\(key)")
            }
            if EventRow.looksLikeRow(document, line) { rows += 1 }
        }
        let seen = found.prefix(3).joined(separator: ", ")
        if let name, found.count >= 3 {
            return Guess(.certain, "'Name:' on line \(name) and the fields \(seen)")
        }
        if found.count >= 3 { return Guess(.likely, "the fields \(seen)") }
        if rows > 0 { return Guess(.likely, "\(rows) rows of an Events table") }
        if found.count >= 2 || (name != nil && found.count == 1) {
            return Guess(.possible, "the fields \(seen)")
        }
        return Guess(.no, "no fields of a description")
    }
}
