/// What is known of kinds of Kubernetes objects by their name alone.
public enum KubernetesKind {
    /// Whether objects of a kind stand in no namespace.
    ///
    /// Source: `kubectl api-resources --namespaced=false` of Kubernetes 1.33, and older kinds since removed.
    public static func isClusterScoped(_ kind: String) -> Bool { clusterScoped.contains(kind) }

    private static let clusterScoped: Set<String> = [
        "APIService", "CSIDriver", "CSINode", "CertificateSigningRequest", "ClusterOperator", "ClusterRole",
        "ClusterRoleBinding", "ClusterVersion", "ComponentStatus", "CustomResourceDefinition", "FlowSchema",
        "IngressClass", "MutatingWebhookConfiguration", "Namespace", "Node", "PersistentVolume",
        "PodSecurityPolicy", "PriorityClass", "PriorityLevelConfiguration", "RuntimeClass", "StorageClass",
        "ValidatingAdmissionPolicy", "ValidatingWebhookConfiguration", "VolumeAttachment",
    ]
}
