package import InquestCore

/// Reads events as YAML: lists, and streams of documents.
package enum EventYAMLReader: FactReader {
    package static let format = InputFormat(
        id: "event-yaml", title: "Events as YAML",
        origin: "kubectl get events -A -o yaml, also with -w; must-gather",
        samples: [
            """
            apiVersion: v1
            items:
            - apiVersion: v1
              count: 7
              eventTime: null
              firstTimestamp: "2026-03-02T09:10:08Z"
              involvedObject:
                fieldPath: spec.containers{api}
                kind: Pod
                name: co-x2
                namespace: shop
              kind: Event
              lastTimestamp: "2026-03-02T09:14:08Z"
              message: Back-off restarting failed container
              metadata:
                name: co-x2.1
                namespace: shop
                uid: 1f0c
              reason: BackOff
              source:
                component: kubelet
                host: node-a
              type: Warning
            kind: List
            metadata:
              resourceVersion: ""

            """,
            """
            ---
            apiVersion: events.k8s.io/v1
            eventTime: "2026-03-02T09:14:08.123456Z"
            kind: Event
            metadata:
              name: co-x2.2
              namespace: shop
            note: '0/3 nodes are available: 3 Insufficient memory.'
            reason: FailedScheduling
            regarding:
              kind: Pod
              name: co-x2
              namespace: shop
            reportingController: default-scheduler
            type: Warning

            """,
        ])

    package static func guess(_ sample: SniffSample) -> Guess {
        RecordCensus(yaml: sample).guess(isForEvents: true, path: sample.path)
    }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        try KubernetesRecords.read(&window, as: YAMLRecords(), context: context, into: &sink)
    }
}
