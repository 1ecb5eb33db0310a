import Foundation
import Synchronization

/// A bounded queue between one thread that makes values and one that takes them.
///
/// A full queue blocks the maker, which is the back-pressure that keeps memory flat.
final class Channel<Element: Sendable>: Sendable {
    private let capacity: Int
    private let changed = NSCondition()
    private let queue = Mutex<[Element]>([])

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Waits for room.
    func send(_ element: Element) {
        changed.lock()
        defer { changed.unlock() }
        while queue.withLock({ $0.count >= capacity }) { changed.wait() }
        queue.withLock { $0.append(element) }
        changed.broadcast()
    }

    /// Waits for a value.
    func receive() -> Element {
        changed.lock()
        defer { changed.unlock() }
        while true {
            if let element = queue.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
                changed.broadcast()
                return element
            }
            changed.wait()
        }
    }
}

/// Counts free places; taking one waits until there is one.
final class Gate: Sendable {
    private let changed = NSCondition()
    private let free: Mutex<Int>

    init(places: Int) {
        free = Mutex(places)
    }

    func enter() {
        changed.lock()
        defer { changed.unlock() }
        while free.withLock({ $0 == 0 }) { changed.wait() }
        free.withLock { $0 -= 1 }
    }

    func leave() {
        changed.lock()
        defer { changed.unlock() }
        free.withLock { $0 += 1 }
        changed.broadcast()
    }
}
