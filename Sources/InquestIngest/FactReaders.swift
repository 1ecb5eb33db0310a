/// Every format that can be read.
package enum FactReaders {
    /// The readers, in the order of precedence: of two that are as sure, the first wins.
    package static let all: [any FactReader.Type] = [
        EventJSONReader.self,
        ObjectJSONReader.self,
        EventYAMLReader.self,
        ObjectYAMLReader.self,
        DescribeReader.self,
        RuntimeReader<DockerInspect>.self,
        RuntimeReader<CrictlInspect>.self,
        CollectorReader<Loki>.self,
        CollectorReader<Elasticsearch>.self,
        CollectorReader<CloudWatch>.self,
        CollectorReader<CloudLogging>.self,
        CollectorReader<AzureMonitor>.self,
        // Before the logs of docker, whose members are among those of such records.
        CollectorReader<SternJSON>.self,
        CollectorReader<Fluent>.self,
        TextCollectorReader<Logcli>.self,
        TextCollectorReader<FluentText>.self,
        TextCollectorReader<Stern>.self,
        TextCollectorReader<Kubetail>.self,
        TableReader.self,
        JournalJSONReader.self,
        JournalExportReader.self,
        KernelLogReader.self,
        ContainerLogReader<DumpEnvelope>.self,
        ContainerLogReader<CRIEnvelope>.self,
        ContainerLogReader<DockerEnvelope>.self,
        ContainerLogReader<PrefixedEnvelope>.self,
        ContainerLogReader<TimestampedEnvelope>.self,
        // Takes any text, so it comes last.
        ContainerLogReader<PlainEnvelope>.self,
    ]

    /// The reader of a format, for `--format`.
    package static func reader(of id: InputFormat.ID) -> (any FactReader.Type)? {
        all.first { $0.format.id == id }
    }
}
