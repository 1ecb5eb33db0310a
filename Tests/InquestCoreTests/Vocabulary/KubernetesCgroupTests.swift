import InquestCore
import Testing

private let uid = "5b0c8a3e-7d21-4f6a-9e05-1c2d3e4f5a6b"
private let under = "5b0c8a3e_7d21_4f6a_9e05_1c2d3e4f5a6b"
private let hash = "0a1b2c3d00001111222233334444555f"
private let id = String(repeating: "3f9a6c0d", count: 8)
private let nodeID = String(repeating: "77aa", count: 16)

struct CgroupCase: CustomTestStringConvertible, Sendable {
    let path: String
    let level: KubernetesCgroup.Level
    let pod: String?
    let container: String?

    init(_ path: String, _ level: KubernetesCgroup.Level, _ pod: String? = nil, _ container: String? = nil) {
        self.path = path
        self.level = level
        self.pod = pod
        self.container = container
    }

    var testDescription: String { String(path.prefix(70)) }
}

private let slice = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod\(under).slice"

private let cases = [
    CgroupCase("/", .root),
    CgroupCase("/kubepods", .kubepods),
    CgroupCase("/kubepods/besteffort", .kubepods),
    CgroupCase("/kubepods.slice", .kubepods),
    CgroupCase("/kubepods.slice/kubepods-burstable.slice", .kubepods),
    CgroupCase("/kubelet.slice/kubelet-kubepods.slice", .kubepods),
    CgroupCase("/kubepods/burstable/pod\(uid)", .pod, uid),
    CgroupCase("/kubepods/pod\(uid)/\(id)", .container, uid, id),
    CgroupCase("/kubepods/burstable/pod\(hash)/\(id)", .container, hash, id),
    CgroupCase(slice, .pod, uid),
    CgroupCase("/kubepods.slice/kubepods-pod\(under).slice", .pod, uid),
    CgroupCase("/kubepods.slice/kubepods-pod\(hash).slice", .pod, hash),
    CgroupCase("/kubepods.slice/kubepods-pod\(uid).slice", .pod, uid),
    CgroupCase("\(slice)/cri-containerd-\(id).scope", .container, uid, id),
    CgroupCase("\(slice)/docker-\(id).scope", .container, uid, id),
    CgroupCase("\(slice)/crio-\(id).scope", .container, uid, id),
    CgroupCase("\(slice)/crio-\(id).scope/container", .container, uid, id),
    CgroupCase("\(slice)/crio-\(id)", .container, uid, id),
    CgroupCase("\(slice)/crio-conmon-\(id).scope", .monitor, uid),
    CgroupCase(
        "/system.slice/containerd.service/kubepods-pod\(under).slice:cri-containerd:\(id)", .container, uid,
        id),
    CgroupCase(
        "/lxc.payload.a-1/kubepods.slice/kubepods-pod\(under).slice/cri-containerd-\(id).scope", .container,
        uid, id),
    CgroupCase("/docker/\(nodeID)/kubelet/kubepods", .kubepods),
    CgroupCase("/docker/\(nodeID)/kubelet/kubepods/burstable/pod\(uid)/\(id)", .container, uid, id),
    CgroupCase(
        "/system.slice/docker-\(nodeID).scope/kubelet.slice/kubelet-kubepods.slice/"
            + "kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod\(under).slice/cri-containerd-\(id).scope",
        .container, uid, id),
    CgroupCase("/docker/\(id)", .container, nil, id),
    CgroupCase("/system.slice/docker-\(id).scope", .container, nil, id),
    CgroupCase("/docker/\(id)/system.slice/kubelet.service", .insideContainer, nil, id),
    CgroupCase("/kubepods/pod\(uid)/\(id)/docker/\(nodeID)", .insideContainer, uid, id),
    CgroupCase("/system.slice/kubelet.service", .other),
    CgroupCase("/mem2", .other),
    CgroupCase("/kubepods/podium", .other),
    CgroupCase("/kubepods/pod\(uid.dropLast())/\(id)", .container, nil, id),
    CgroupCase("/kubepods/pod\(uid)/\(id.dropLast())", .other, uid),
    CgroupCase("/kubepods/pod\(uid)/\(id.uppercased())", .other, uid),
    CgroupCase("kubepods/pod\(uid)", .other),
    CgroupCase("", .other),
    CgroupCase("/" + String(repeating: "a/", count: 3000), .other),
]

struct KubernetesCgroupTests {
    @Test(arguments: cases)
    func `a path tells level, pod and container`(item: CgroupCase) {
        let cgroup = KubernetesCgroup(item.path)
        #expect(cgroup.level == item.level)
        #expect(cgroup.podUID == item.pod)
        #expect(cgroup.containerID == item.container)
    }

    @Test func `the scope of a kill is that of the group that was full`() {
        let victim = KubernetesCgroup("/kubepods/pod\(uid)/\(id)")
        func scope(_ limited: String, _ victim: KubernetesCgroup?) -> KernelKillFact.Scope {
            KernelKillFact.Scope(limited: KubernetesCgroup(limited), victim: victim)
        }
        #expect(scope("/", victim) == .node)
        #expect(scope("/kubepods", victim) == .node)
        #expect(scope("/kubepods.slice/kubepods-besteffort.slice", victim) == .node)
        #expect(scope("/kubepods/pod\(uid)", victim) == .pod)
        #expect(scope("/kubepods/pod\(uid)/\(id)", victim) == .container)
        #expect(scope("/docker/\(id)", nil) == .container)
        // A node that is itself a container was full.
        let nested = KubernetesCgroup("/docker/\(nodeID)/kubelet/kubepods/pod\(uid)/\(id)")
        #expect(scope("/docker/\(nodeID)", nested) == .node)
        #expect(scope("/system.slice", nil) == .unknown)
        #expect(scope("/kubepods/pod\(uid)/\(id)/init.scope", victim) == .unknown)
    }
}
