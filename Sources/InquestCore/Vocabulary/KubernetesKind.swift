/// What is known of kinds of Kubernetes objects by their name alone.
public enum KubernetesKind {
    /// Whether objects of a kind, spelled as the API does, stand in no namespace.
    ///
    /// Source: `kubectl api-resources --namespaced=false` of Kubernetes 1.33 and OpenShift 4, and kinds since removed.
    public static func isClusterScoped(_ kind: String) -> Bool { clusterScoped.contains(kind) }

    /// A kind as the API spells it; what is not known stays as it is printed.
    ///
    /// - Parameter printed: Such as `pod`, which tables of events print, or `deployment.apps`.
    public static func spelled(_ printed: String) -> String {
        let word = printed.split(separator: ".", maxSplits: 1).first.map(String.init) ?? printed
        return canonical[word.lowercased()] ?? printed
    }

    private static let canonical: [String: String] = Dictionary(
        (Array(clusterScoped) + namespaced).map { ($0.lowercased(), $0) },
        uniquingKeysWith: { first, _ in first })

    private static let clusterScoped: Set<String> = [
        "APIService", "CSIDriver", "CSINode", "CertificateSigningRequest", "ClusterIssuer",
        "ClusterOperator", "ClusterRole", "ClusterRoleBinding", "ClusterVersion", "ComponentStatus",
        "CustomResourceDefinition", "EC2NodeClass", "FlowSchema", "IngressClass", "MachineConfig",
        "MachineConfigPool", "MutatingWebhookConfiguration", "Namespace", "Node", "NodeClaim", "NodePool",
        "PersistentVolume", "PodSecurityPolicy", "PriorityClass", "PriorityLevelConfiguration",
        "RuntimeClass", "StorageClass", "ValidatingAdmissionPolicy", "ValidatingWebhookConfiguration",
        "VolumeAttachment",
    ]

    private static let namespaced: [String] = [
        "Alertmanager", "Application", "Build", "BuildConfig", "Certificate", "CertificateRequest",
        "Challenge", "ConfigMap", "CronJob", "DaemonSet", "Deployment", "DeploymentConfig",
        "EndpointSlice", "Endpoints", "Event", "ExternalSecret", "Gateway", "GitRepository", "HTTPRoute",
        "HelmChart", "HelmRelease", "HorizontalPodAutoscaler", "ImageStream", "Ingress", "Issuer", "Job",
        "Kustomization", "Lease", "LimitRange", "Machine", "MachineDeployment", "MachineSet",
        "NetworkPolicy", "Order", "PersistentVolumeClaim", "Pod", "PodDisruptionBudget", "PodMonitor",
        "Prometheus", "PrometheusRule", "ReplicaSet", "ReplicationController", "ResourceQuota", "Rollout",
        "Route", "ScaledJob", "ScaledObject", "Secret", "SecretStore", "Service", "ServiceAccount",
        "ServiceMonitor", "StatefulSet", "VerticalPodAutoscaler", "VolumeSnapshot", "Workflow",
    ]
}
