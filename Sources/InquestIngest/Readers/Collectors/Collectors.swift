import InquestCore

/// Loki: answers of its API, what logcli and Grafana write as JSON.
package enum Loki: LogCollector {
    package static let format = InputFormat(
        id: "log-loki", title: "Log lines out of Loki as JSON",
        origin: "the query_range API; logcli query -o jsonl; Grafana's download",
        samples: [
            #"{"status":"success","data":{"resultType":"streams","result":[{"stream":{"namespace":"shop","#
                + #""pod":"co-7c9-x2","container":"api","stream":"stderr"},"values":[["1772442848123456789","#
                + #""ERROR lost the lease"],["1772442847000000000","listening on :8080"]]}],"stats":{}}}"#
                + "\n",
            #"{"labels":{"container":"api","namespace":"shop","pod":"co-7c9-x2"},"line":"lost the lease","#
                + #""timestamp":"2026-03-02T09:14:08.123456789Z"}"# + "\n",
        ])

    package static let lists = JSONLists(
        ["result", "values", "streams"], inside: ["data"], holdsArrays: true, keepsHeads: true)

    package static func fits(_ shape: CollectedShape) -> Bool {
        let record = shape.record
        if record.kind(JSONRecord.root) == .array { return shape.head.hasLabels }
        guard shape.isText("line"), shape.has("timestamp") else { return false }
        return shape.kind("labels") == .object || shape.kind("fields") == .object
            || record.next(after: JSONRecord.root) == JSONRecord.root + 5
    }
}

/// Elasticsearch and OpenSearch: answers to searches, and documents one a line.
package enum Elasticsearch: LogCollector {
    package static let format = InputFormat(
        id: "log-elasticsearch", title: "Log lines out of Elasticsearch or OpenSearch",
        origin: "the _search API; elasticdump; documents one a line",
        samples: [
            #"{"took":3,"hits":{"total":{"value":1},"hits":[{"_index":"logs-1","_id":"a1","_source":{"#
                + #""@timestamp":"2026-03-02T09:14:08.123Z","message":"lost the lease","stream":"stderr","#
                + #""kubernetes":{"namespace":"shop","pod":{"name":"co-7c9-x2"},"container":{"name":"api"}}}}]}}"#
                + "\n",
            #"{"@timestamp":"2026-03-02T09:14:08.123Z","message":"lost the lease","kubernetes.namespace":"shop","#
                + #""kubernetes.pod.name":"co-7c9-x2","kubernetes.container.name":"api"}"# + "\n",
        ])

    package static let lists = JSONLists(["hits"], inside: ["hits"])

    package static func fits(_ shape: CollectedShape) -> Bool {
        if shape.kind("_source") == .object { return shape.has("_index") || shape.has("_id") }
        return shape.has("@timestamp") && !shape.isText("log") && shape.hasText && shape.namesOwner
    }
}

/// CloudWatch Logs: events of a group or stream, subscriptions, and rows of Insights.
package enum CloudWatch: LogCollector {
    package static let format = InputFormat(
        id: "log-cloudwatch", title: "Log lines out of CloudWatch",
        origin: "aws logs filter-log-events; get-log-events; get-query-results",
        samples: [
            #"{"events":[{"logStreamName":"node-a-application.var.log.containers.co-7c9-x2_shop_api-"#
                + #"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.log","#
                + #""timestamp":1772442848123,"message":"lost the lease","ingestionTime":1772442849000,"#
                + #""eventId":"3"}],"searchedLogStreams":[]}"# + "\n",
            #"{"results":[[{"field":"@timestamp","value":"2026-03-02 09:14:08.123"},{"field":"@message","#
                + #""value":"{\"log\":\"lost the lease\",\"stream\":\"stderr\",\"kubernetes\":{"#
                + #"\"namespace_name\":\"shop\",\"pod_name\":\"co-7c9-x2\",\"container_name\":\"api\"}}"}]],"#
                + #""status":"Complete"}"# + "\n",
        ])

    package static let lists = JSONLists(
        ["events", "results", "logevents"], holdsArrays: true, keepsHeads: true)

    package static func fits(_ shape: CollectedShape) -> Bool {
        let record = shape.record
        if record.kind(JSONRecord.root) == .array {
            var elements = record.elements(of: JSONRecord.root)
            guard elements.advance(record) else { return false }
            let name = record.string(record.member("field", of: elements.value))
            return name?.hasPrefix("@") == true
        }
        return shape.kind("timestamp") == .number && shape.isText("message")
            && (shape.has("ingestionTime") || shape.has("logStreamName") || shape.head.path != nil)
    }
}

/// Google Cloud Logging.
package enum CloudLogging: LogCollector {
    package static let format = InputFormat(
        id: "log-cloud-logging", title: "Log entries out of Google Cloud Logging",
        origin: "gcloud logging read --format=json; sinks to storage",
        samples: [
            #"[{"insertId":"a1","logName":"projects/p/logs/stderr","resource":{"type":"k8s_container","labels":{"#
                + #""namespace_name":"shop","pod_name":"co-7c9-x2","container_name":"api"}},"severity":"ERROR","#
                + #""textPayload":"lost the lease\n","timestamp":"2026-03-02T09:14:08.123456789Z"}]"# + "\n",
            #"{"insertId":"a2","jsonPayload":{"kind":"Event","involvedObject":{"kind":"Pod","name":"co-7c9-x2","#
                + #""namespace":"shop"},"reason":"BackOff","lastTimestamp":"2026-03-02T09:14:08Z","#
                + #""message":"Back-off restarting failed container"},"logName":"projects/p/logs/events","#
                + #""resource":{"type":"k8s_pod"},"timestamp":"2026-03-02T09:14:08Z"}"# + "\n",
        ])

    package static let lists = JSONLists(["entries"])

    package static func fits(_ shape: CollectedShape) -> Bool {
        shape.isText("logName") && (shape.kind("resource") == .object || shape.has("insertId"))
    }
}

/// Azure Monitor: rows of the table ContainerLogV2.
package enum AzureMonitor: LogCollector {
    package static let format = InputFormat(
        id: "log-azure", title: "Rows of ContainerLogV2 out of Azure Monitor",
        origin: "az monitor log-analytics query -o json",
        samples: [
            #"[{"ContainerName":"api","LogMessage":"lost the lease","LogSource":"stderr","PodName":"co-7c9-x2","#
                + #""PodNamespace":"shop","TableName":"PrimaryResult","#
                + #""TimeGenerated":"2026-03-02T09:14:08.1234567Z"}]"# + "\n"
        ])

    package static let lists = JSONLists.none

    package static func fits(_ shape: CollectedShape) -> Bool {
        shape.has("LogMessage") && (shape.has("PodName") || shape.has("ContainerName"))
    }
}

/// Fluent Bit, Fluentd and Vector: records as they pass on.
package enum Fluent: LogCollector {
    package static let format = InputFormat(
        id: "log-fluent", title: "Records of Fluent Bit, Fluentd or Vector",
        origin: "their file, stdout or storage outputs, a JSON record a line",
        samples: [
            #"{"date":1772442848.123457,"time":"2026-03-02T09:14:08.123456789Z","stream":"stderr","logtag":"F","#
                + #""log":"lost the lease","kubernetes":{"pod_name":"co-7c9-x2","namespace_name":"shop","#
                + #""pod_id":"7c9e","container_name":"api","host":"node-a"}}"# + "\n",
            #"{"file":"/var/log/pods/shop_co-7c9-x2_7c9e/api/0.log","kubernetes":{"container_name":"api","#
                + #""pod_name":"co-7c9-x2","pod_namespace":"shop"},"message":"lost the lease","#
                + #""source_type":"kubernetes_logs","stream":"stderr","timestamp":"2026-03-02T09:14:08.123456789Z"}"#
                + "\n",
        ])

    package static let lists = JSONLists.none

    package static func fits(_ shape: CollectedShape) -> Bool {
        guard shape.namesOwner, shape.hasText, !shape.has("logName"), !shape.has("LogMessage") else {
            return false
        }
        return shape.isText("log") || !shape.has("@timestamp")
    }
}

/// stern, where it writes JSON.
package enum SternJSON: LogCollector {
    package static let format = InputFormat(
        id: "log-stern-json", title: "Container logs of many pods, by stern as JSON",
        origin: "stern -o json; stern -o extjson; stern -o ppextjson",
        samples: [
            #"{"message":"lost the lease","nodeName":"node-a","namespace":"shop","podName":"co-7c9-x2","#
                + #""containerName":"api"}"# + "\n",
            #"{"namespace": "shop", "pod": "co-7c9-x2", "container": "api", "message": {"level":"error"}}"#
                + "\n",
        ])

    package static let lists = JSONLists.none

    package static func fits(_ shape: CollectedShape) -> Bool {
        shape.has("message") && !shape.has("kubernetes") && !shape.has("logName") && !shape.has("_source")
            && CollectedRecords.namesContainer(JSONRecord.root, of: shape.record)
    }
}
