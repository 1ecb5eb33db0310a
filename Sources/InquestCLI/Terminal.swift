// Reads the size of the terminal with ioctl. Sound because the kernel fills exactly the `winsize` it is
// handed, which outlives the call.
import Foundation
import Inquest

/// What the program writes on, and how much room there is.
enum Terminal {
    static var isOutputTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
    static var isErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// How answers look: as wide as `$COLUMNS` or the terminal says, in colour on a terminal that has not
    /// asked for none.
    static var style: TextStyle {
        TextStyle(
            width: environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? max(20, $0) : nil }
                ?? width(of: STDOUT_FILENO),
            isColored: isOutputTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb")
    }

    /// The columns of a terminal; `nil` when there is none.
    static func width(of descriptor: Int32) -> Int? {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return max(20, Int(size.ws_col))
    }

    /// A variable of the environment; `nil` when it is empty, too.
    static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Lets a write to a closed pipe fail instead of ending the program.
    static func ignoreBrokenPipes() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes an answer.
    ///
    /// - Throws: ``OutputClosed`` when nobody reads it any more; ``Failure`` when it cannot be written.
    static func write(_ text: String) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
            if isClosedPipe(error as NSError) { throw OutputClosed() }
            throw Failure(
                message: "standard output: cannot be written; see whether it is closed or its disk is full")
        }
    }

    /// Writes to standard error, as far as that goes.
    static func writeError(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Tells what is wrong, on one line.
    static func complain(_ message: String) {
        writeError("inquest: \(escapedLines(message))\n")
    }

    /// Text without what could move the cursor; its lines stay lines.
    static func escapedLines(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
            .map { PlainText.escaped(String($0)) }.joined(separator: "\n")
    }

    private static func isClosedPipe(_ error: NSError) -> Bool {
        if error.domain == NSPOSIXErrorDomain { return error.code == Int(EPIPE) }
        guard let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError else { return false }
        return isClosedPipe(cause)
    }
}

/// Nobody reads the answer any more, which is no failure.
struct OutputClosed: Error {
    /// What the program would have ended with.
    var status: Int32 = 0
}
