import Foundation
import InquestCore
import InquestIngest
import InquestTestSupport
import Testing

/// Events as objects of their own, as `kubectl describe events` prints them.
@Suite struct DescribedEventTests {
    /// An event of core/v1.
    private static func core(
        _ name: String = "web-0.1a", message: String = "Back-off restarting failed container",
        type: String = "Warning", uid: String = "0e1", events: String = "\nEvents:       <none>\n"
    ) -> String {
        """
        Name:             \(name)
        Namespace:        shop
        Labels:           <none>
        Annotations:      <none>
        API Version:      v1
        Count:            12
        Event Time:       <nil>
        First Timestamp:  2026-11-01T08:00:00Z
        Involved Object:
          API Version:       v1
          Field Path:        spec.containers{web}
          Kind:              Pod
          Name:              web-0
          Namespace:         shop
          Resource Version:  41
          UID:               a1
        Kind:                Event
        Last Timestamp:      2026-11-01T08:10:00Z
        Message:             \(message)
        Metadata:
          Creation Timestamp:  2026-11-01T08:00:00Z
          Managed Fields:
            API Version:  v1
            Fields Type:  FieldsV1
            UID:          nobody
          Resource Version:  42
          UID:               \(uid)
        Reason:              BackOff
        Reporting Component:   
        Reporting Instance:    
        Source:
          Component:  kubelet
          Host:       node-a
        Type:         \(type)
        """ + events
    }

    /// An event of events.k8s.io/v1, whose members have other names.
    private static func modern(note: String = "0/3 nodes are available") -> String {
        """
        Name:                        web-1.2b
        Namespace:                   default
        Labels:                      <none>
        Annotations:                 <none>
        Action:                      Scheduling
        API Version:                 events.k8s.io/v1
        Deprecated Count:            3
        Deprecated First Timestamp:  <nil>
        Deprecated Source:
        Event Time:  2026-11-01T09:00:00.123456Z
        Kind:        Event
        Metadata:
          Creation Timestamp:  2026-11-01T09:00:00Z
          UID:                 0e2
        Note:                  \(note)
        Reason:                FailedScheduling
        Regarding:
          API Version:         v1
          Kind:                Pod
          Name:                web-1
          Namespace:           shop
          UID:                 a2
        Related:
          Kind:                Node
          Name:                node-z
        Reporting Controller:  default-scheduler
        Reporting Instance:    default-scheduler-m1
        Series:
          Count:               9
          Last Observed Time:  2026-11-01T09:30:00.654321Z
        Type:                  Warning
        Events:                <none>

        """
    }

    private static let backOff =
        "Warning BackOff ×12 2026-11-01T08:10:00Z of 2026-11-01T08:00:00Z kubelet@node-a[web] "

    private func messages(_ text: String) throws -> [String?] {
        let batch = try Described(text).collector.batch
        return batch.events.map { batch.string($0.message) }
    }

    private func uids(_ text: String) throws -> [String?] {
        let batch = try Described(text).collector.batch
        return batch.events.map { batch.string($0.uid) }
    }

    @Test func `both versions of the API are read`() throws {
        let found = try Described(Self.core() + "\n\n" + Self.modern())
        #expect(
            found.events == [
                Self.backOff + "Back-off restarting failed container",
                "Warning FailedScheduling ×9 2026-11-01T09:30:00.654321Z of 2026-11-01T09:00:00.123456Z "
                    + "default-scheduler@-[-] 0/3 nodes are available",
            ])
        #expect(found.about == ["Pod shop/web-0", "Pod shop/web-1"])
        let batch = found.collector.batch
        #expect(batch.events.map { batch.string($0.uid) } == ["0e1", "0e2"])
        #expect(batch.events.map { batch.string($0.objectUID) } == ["a1", "a2"])
        #expect(batch.events.map(\.line) == [1, 38])
        #expect(found.skips == [] && found.pods == [] && found.objects == [])
        #expect(found.collector.earliestCapture?.iso8601 == "2026-11-01T09:30:00.654321Z")
    }

    @Test(arguments: [
        "first\nsecond", "first\n\n\nthird\n", "  indented\n    further", "x\nReason:  Fake\nType:  Normal",
        "x\nMetadata:\n  UID:  fake\nReason:  Fake", "x\n\n\nName:  db-0\nNamespace:  prod\nLabels:  <none>",
        "Containers:\n  db:\n    State:  Running\n    Exit Code:  137", "x\nEvents:  <none>\nNote:  y",
        "x\nMetadata:\n  Creation Timestamp:  2020-01-01T00:00:00Z\n  UID:  fake\nReason:  Fake\nEvents:  <none>",
    ])
    func `a message goes on in lines that look like keys`(message: String) throws {
        let found = try Described(Self.core(message: message) + "\n\n" + Self.core(uid: "0e3"))
        #expect(
            found.events == [
                Self.backOff + message, Self.backOff + "Back-off restarting failed container",
            ])
        #expect(try uids(Self.core(message: message)) == ["0e1"])
        #expect(found.skips == [] && found.pods == [] && found.containers == [])
    }

    @Test(arguments: ["first\nReason:  Fake", "x\nRegarding:\n  Name:  fake", "x\n\n\nName:  y\nLabels:  z"])
    func `a note goes on in lines that look like keys`(note: String) throws {
        let text = Self.modern(note: note) + "\n\n" + Self.core()
        #expect(try messages(text) == [note, "Back-off restarting failed container"])
        #expect(try Described(text).about == ["Pod shop/web-1", "Pod shop/web-0"])
    }

    @Test func `the container in front of a message is not part of it`() throws {
        let text = Self.core(message: "spec.initContainers{setup}: it failed").replacing(
            "  Field Path:        spec.containers{web}\n", with: "")
        #expect(try messages(text) == ["it failed"])
        #expect(try Described(text).events.first?.contains("[setup]") == true)
        #expect(try messages(Self.core(message: "<nil>")) == [nil])
        #expect(try messages(Self.core(message: "<none>")) == ["<none>"])
    }

    @Test func `absent members are absent`() throws {
        let text = Self.core().replacing("Count:            12\n", with: "")
            .replacing("First Timestamp:  2026-11-01T08:00:00Z", with: "First Timestamp:  <nil>")
            .replacing("Last Timestamp:      2026-11-01T08:10:00Z", with: "Last Timestamp:      <nil>")
            .replacing("  Component:  kubelet\n  Host:       node-a\n", with: "")
            .replacing("Reporting Component:   \n", with: "Reporting Component:   kubelet\n")
            .replacing("Reporting Instance:    \n", with: "Reporting Instance:    node-b\n")
            .replacing("  Namespace:         shop\n", with: "")
        let found = try Described(text)
        #expect(
            found.events == [
                "Warning BackOff ×1 2026-11-01T08:00:00Z of 2026-11-01T08:00:00Z kubelet@node-b[web] "
                    + "Back-off restarting failed container"
            ])
        #expect(found.about == ["Pod -/web-0"])
        #expect(
            try Described(text.replacing("  Name:              web-0\n", with: "")).about == ["Pod shop/-"])
    }

    @Test func `events without their own events, in pastes, and among pods are read`() throws {
        let bare = Self.core(events: "\n")
        #expect(try uids(bare + "\n\n" + Self.core(uid: "0e3", events: "")) == ["0e1", "0e3"])
        let text = DescribedPod().text + "\n\n" + Self.core(message: "a\nb") + "\n\n" + DescribedPod().text
        let mixed = try Described(text)
        #expect(mixed.pods.count == 2 && mixed.events.contains(Self.backOff + "a\nb"))
        let lines = Self.core(message: "a\n  b").split(separator: "\n", omittingEmptySubsequences: false)
        let paste = "$ kubectl describe events\n" + lines.map { "    " + $0 }.joined(separator: "\n")
        #expect(try messages(paste) == ["a\n  b"])
        let headless = Self.core().split(separator: "\n").dropFirst(2).joined(separator: "\n")
        #expect(try Described(headless).about == ["Pod shop/web-0"])
    }

    @Test func `events that run into each other are not mixed`() throws {
        let cut = Self.core(message: "half a mess")
        let end = try #require(cut.range(of: "\nMetadata:"))
        let found = try Described(cut[..<end.lowerBound] + "\n" + Self.core(uid: "0e3"))
        #expect(found.events == [])
        #expect(found.skips.count == 1 && found.skips[0].contains("two events run into each other"))
    }

    @Test func `wherever a text is cut, only whole events are read`() throws {
        let text = Array((Self.core(message: "x\nReason:  Fake\n\n\nName:  y") + "\n\n" + Self.modern()).utf8)
        let whole = try Described(String(decoding: text, as: UTF8.self)).events
        #expect(whole.count == 2)
        for cut in 0...text.count {
            for part in [text[..<cut], text[cut...]] {
                let found = try Described(String(decoding: part, as: UTF8.self))
                #expect(Set(found.events).isSubset(of: whole), "cut at \(cut)")
                #expect(found.pods == [] && found.containers == [] && found.ends == [], "cut at \(cut)")
            }
        }
    }

    @Test(arguments: ["PodMetrics", "Certificate"])
    func `other kinds of the layout are not taken for pods`(kind: String) throws {
        let text = """
            Name:         web-0
            Namespace:    shop
            Labels:       <none>
            Annotations:  <none>
            API Version:  example.com/v1
            Containers:
              Name:  web
              State:  Running
            Kind:         \(kind)
            Metadata:
              Creation Timestamp:  2026-11-01T08:00:00Z
            Status:  Running
            Events:

            """
        let silent = try Described(text.replacing("Events:", with: "Events:  <none>") + "\n\n" + Self.core())
        #expect(silent.pods == [] && silent.containers == [] && silent.objects == [])
        #expect(silent.events.count == 1)
        #expect(silent.skips.count == 1 && silent.skips[0].contains("runs no containers"))
        let table = """
              Type     Reason  Age  From     Message
              ----     ------  ---  ----     -------
              Warning  Failed  5m   manager  it failed

            """
        let told = try Described(text + table)
        #expect(told.about == ["\(kind) shop/web-0"])
        #expect(told.pods == [] && told.skips == [])
    }
}
