package import InquestCore

/// Reads pods, nodes and controllers as JSON.
package enum ObjectJSONReader: FactReader {
    package static let format = InputFormat(
        id: "object-json", title: "Pods, nodes and controllers as JSON",
        origin: "kubectl get pods,nodes,deployments -A -o json; kubectl cluster-info dump",
        samples: [
            #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"co-x2","namespace":"shop","uid":"7c9e"},"#
                + #""spec":{"containers":[{"image":"co:3","name":"api","resources":{"limits":"#
                + #"{"memory":"512Mi"}}}],"nodeName":"node-a"},"status":{"containerStatuses":[{"lastState":"#
                + #"{"terminated":{"exitCode":137,"finishedAt":"2026-03-02T09:14:08Z","reason":"OOMKilled","#
                + #""startedAt":"2026-03-02T09:10:08Z"}},"name":"api","ready":true,"restartCount":3,"#
                + #""state":{"running":{"startedAt":"2026-03-02T09:14:09Z"}}}],"phase":"Running"}}"# + "\n",
            #"{"kind":"NodeList","items":[{"metadata":{"name":"node-a"},"status":{"conditions":[{"#
                + #""lastTransitionTime":"2026-03-02T09:14:08Z","reason":"KubeletHasInsufficientMemory","#
                + #""status":"True","type":"MemoryPressure"}]}}]}"# + "\n",
        ])

    package static func guess(_ sample: SniffSample) -> Guess {
        RecordCensus(json: sample).guess(isForEvents: false, path: sample.path)
    }

    package static func read(
        _ window: inout ByteWindow, context: ReadContext, into sink: inout some FactSink
    ) throws(ReadError) {
        try KubernetesRecords.read(&window, as: JSONRecords(), context: context, into: &sink)
    }
}
