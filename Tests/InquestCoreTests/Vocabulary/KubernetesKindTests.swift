import InquestCore
import Testing

struct KubernetesKindTests {
    @Test(arguments: [
        ("pod", "Pod"), ("persistentvolumeclaim", "PersistentVolumeClaim"), ("deployment.apps", "Deployment"),
        ("Node", "Node"), ("csinode", "CSINode"), ("widget", "widget"), ("Widget", "Widget"), ("", ""),
    ])
    func `a printed kind is spelled as the API does`(printed: String, expected: String) {
        #expect(KubernetesKind.spelled(printed) == expected)
    }

    @Test func `nodes and volumes stand in no namespace, pods and unknown kinds in one`() {
        for kind in ["Node", "PersistentVolume", "Namespace"] {
            #expect(KubernetesKind.isClusterScoped(kind))
        }
        for kind in ["Pod", "PersistentVolumeClaim", "Widget", "node"] {
            #expect(!KubernetesKind.isClusterScoped(kind))
        }
    }
}
