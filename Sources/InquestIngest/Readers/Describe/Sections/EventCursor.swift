import InquestCore

extension EventRow {
    /// Reads a row from left to right.
    struct Cursor {
        /// The text of the document; one array, because rows copy cursors often.
        let bytes: [UInt8]
        var position: Int
        let end: Int

        struct Ages {
            var last: Age?
            var first: Age?
            var count: Int64
            var isSeries: Bool
        }

        struct Instant {
            var age: Age?
            var time: Timestamp?
        }

        struct Source {
            var component: Range<Int>?
            var host: Range<Int>?
            var isBraced: Bool
        }

        private func isBlank(_ index: Int) -> Bool {
            bytes[index] == 0x20 || bytes[index] == 0x09
        }

        /// - Returns: How many blanks there were; a tab counts as two.
        mutating func skipBlanks() -> Int {
            var count = 0
            while position < end, isBlank(position) {
                count += bytes[position] == 0x09 ? 2 : 1
                position += 1
            }
            return count
        }

        mutating func word() -> Range<Int> {
            let start = position
            while position < end, !isBlank(position) { position += 1 }
            return start..<position
        }

        private mutating func take(_ literal: StaticString) -> Bool {
            guard bytes.begins(position..<end, literal) else { return false }
            position += literal.utf8CodeUnitCount
            return true
        }

        /// `3m`, `<unknown>` or `<invalid>`; nothing else.
        private mutating func ageWord() -> Age?? {
            if take("<unknown>") || take("<invalid>") { return .some(nil) }
            var ahead = self
            var word = ahead.word()
            if let last = word.last, bytes[last] == 0x29 { word = word.dropLast() }
            guard let age = AgeScanner.age(bytes.span.extracting(word)) else { return nil }
            position = word.upperBound
            return .some(AgeScanner.isUnset(age) ? nil : age)
        }

        /// `3m` or `3m (x4 over 10m)`.
        mutating func ages() -> Ages? {
            guard let last = ageWord(), position == end || isBlank(position) else { return nil }
            var ahead = self
            if ahead.skipBlanks() > 0, ahead.take("(x") {
                let number = ahead.word()
                if let count = bytes.integer(number), ahead.skipBlanks() > 0, ahead.take("over "),
                    let first = ahead.ageWord(),
                    ahead.take(")")
                {
                    self = ahead
                    return Ages(last: last, first: first, count: count, isSeries: true)
                }
            }
            return Ages(last: last, first: nil, count: 1, isSeries: false)
        }

        /// An age or an absolute time.
        mutating func instant() -> Instant? {
            if end - position >= 31, let time = bytes.time(position..<end) {
                position += 31
                return Instant(age: nil, time: time)
            }
            guard let age = ageWord(), position == end || isBlank(position) else { return nil }
            return Instant(age: age, time: nil)
        }

        /// `kubelet`, `kubelet, node-a`: a word followed by two blanks or the end. Where blanks were folded, a word
        /// that is a known kind of reporter.
        mutating func source() -> Source? {
            var ahead = self
            var word = ahead.word()
            guard !word.isEmpty else { return nil }
            var host: Range<Int>?
            if let last = word.last, bytes[last] == 0x2C, ahead.skipBlanks() == 1 {
                word = word.dropLast()
                host = ahead.word()
            }
            guard word.allSatisfy({ isSourceByte(bytes[$0]) }) else { return nil }
            var gap = ahead
            let isParted = gap.skipBlanks() >= 2 || gap.position == gap.end
            guard isParted || isReporter(word) else { return nil }
            position = ahead.position
            return Source(component: word, host: host, isBraced: false)
        }

        private func isSourceByte(_ byte: UInt8) -> Bool {
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x2D...0x39).contains(byte)
                || byte == 0x5F
        }

        private func isReporter(_ word: Range<Int>) -> Bool {
            let reporters: [StaticString] = ["kubelet", "default-scheduler", "kernel-monitor"]
            if reporters.contains(where: { bytes.equals(word, $0) }) { return true }
            return bytes[word].suffix(11).elementsEqual("-controller".utf8)
        }

        /// `{kubelet node-a}`, `{scheduler }` or, later, `kubelet, node-a`.
        mutating func oldSource() -> Source? {
            guard position < end, bytes[position] == 0x7B else { return source() }
            var close = position
            while close < end, bytes[close] != 0x7D { close += 1 }
            guard close < end else { return nil }
            var inner = Cursor(bytes: bytes, position: position + 1, end: close)
            _ = inner.skipBlanks()
            let component = inner.word()
            _ = inner.skipBlanks()
            let host = inner.word()
            position = close + 1
            return Source(
                component: component.isEmpty ? nil : component, host: host.isEmpty ? nil : host,
                isBraced: true)
        }
    }
}
