/// How kinds of objects are spelled, and which of them belong to no namespace.
///
/// `kubectl get events` prints kinds in small letters, everything else as the API writes them.
enum ObjectKindName {
    private static let known: [String] =
        Array(clusterScoped) + [
            "Pod", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob",
            "ReplicationController", "Service", "Endpoints", "EndpointSlice", "Ingress", "ConfigMap",
            "Secret",
            "ServiceAccount", "PersistentVolumeClaim", "HorizontalPodAutoscaler", "VerticalPodAutoscaler",
            "PodDisruptionBudget", "NetworkPolicy", "ResourceQuota", "LimitRange", "Lease", "Event",
            "Certificate", "CertificateRequest", "Issuer", "Order", "Challenge", "Machine", "MachineSet",
            "MachineDeployment", "DeploymentConfig", "BuildConfig", "Build", "ImageStream", "Route",
            "Rollout",
            "ScaledObject", "ScaledJob", "HelmRelease", "HelmChart", "Kustomization", "GitRepository",
            "ServiceMonitor", "PodMonitor", "PrometheusRule", "Prometheus", "Alertmanager", "VolumeSnapshot",
            "ExternalSecret", "SecretStore", "Gateway", "HTTPRoute", "Workflow", "Application",
        ]

    private static let clusterScoped: Set<String> = [
        "Node", "Namespace", "PersistentVolume", "ClusterRole", "ClusterRoleBinding", "StorageClass",
        "CustomResourceDefinition", "PriorityClass", "IngressClass", "CSIDriver", "CSINode",
        "VolumeAttachment", "RuntimeClass", "APIService", "MutatingWebhookConfiguration",
        "ValidatingWebhookConfiguration", "CertificateSigningRequest", "FlowSchema",
        "PriorityLevelConfiguration", "ClusterIssuer", "NodePool", "NodeClaim", "EC2NodeClass",
        "ClusterOperator", "ClusterVersion", "MachineConfigPool", "MachineConfig",
    ]

    private static let canonical: [String: String] = Dictionary(
        known.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })

    /// A kind as the API spells it; what is not known stays as it is printed.
    static func spelled(_ printed: String) -> String {
        let word = printed.split(separator: ".", maxSplits: 1).first.map(String.init) ?? printed
        return canonical[word.lowercased()] ?? printed
    }

    /// Whether objects of a kind, spelled as the API does, belong to no namespace.
    static func isClusterScoped(_ kind: String) -> Bool { clusterScoped.contains(kind) }
}
