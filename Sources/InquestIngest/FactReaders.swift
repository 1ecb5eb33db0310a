/// Every format that can be read.
package enum FactReaders {
    /// The readers, in the order of precedence: of two that are as sure, the first wins.
    package static let all: [any FactReader.Type] = [
        EventJSONReader.self,
        ObjectJSONReader.self,
        EventYAMLReader.self,
        ObjectYAMLReader.self,
        DescribeReader.self,
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
