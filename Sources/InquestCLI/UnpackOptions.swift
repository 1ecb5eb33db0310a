import ArgumentParser
import Inquest

/// How far archives may be unpacked.
struct UnpackOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Stop reading an input that unpacks to more, such as 500Gi. Default: 64Gi.", valueName: "size"),
        transform: UnpackOptions.size)
    var maxUnpackedBytes: Int?

    @Option(
        help: ArgumentHelp("Refuse members that are larger. Default: 16Gi.", valueName: "size"),
        transform: UnpackOptions.size)
    var maxMemberBytes: Int?

    @Option(
        help: ArgumentHelp("Stop after so many members of an archive. Default: 1000000.", valueName: "count"))
    var maxMembers: Int?

    @Option(
        help: ArgumentHelp(
            "Stop reading an input that unpacks to more than so many times its size, once that is more than "
                + "64Mi. Default: 200.", valueName: "count"))
    var maxRatio: Int?

    func validate() throws {
        for (name, value) in [("--max-members", maxMembers), ("--max-ratio", maxRatio)] {
            if let value, value < 1 { throw ValidationError("\(name) \(value): give a number from 1 on") }
        }
    }

    var limits: UnpackLimits {
        var limits = UnpackLimits()
        limits.bytes = maxUnpackedBytes ?? limits.bytes
        limits.memberBytes = maxMemberBytes ?? limits.memberBytes
        limits.members = maxMembers ?? limits.members
        limits.ratio = maxRatio ?? limits.ratio
        return limits
    }

    private static func size(_ text: String) throws -> Int {
        guard let bytes = Quantity.bytes(text), bytes > 0 else {
            throw ValidationError("'\(text)' is no size: give bytes, or a number with Ki, Mi, Gi or Ti")
        }
        return Int(bytes)
    }
}
