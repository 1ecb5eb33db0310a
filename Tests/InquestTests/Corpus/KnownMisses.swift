/// Labels of real inputs that a corpus does not agree with, each with the reason.
enum KnownMisses {
    static let reasons: [String: String] = [
        "describe/aks-dynatrace-node-and-pod-scraps.txt: there is no pod dynatrace-oneagent-csi-driver-8d5m6":
            "only Name and Namespace were pasted, which every kind of object has",
        "describe/old-2015-simmemleak.txt: owner of simmemleak-hra99":
            "the label quotes the line; the corpus has ReplicationController/simmemleak",
        "dumps/sonobuoy-kind-testResultsOutput/: pods": sameBytes,
        "dumps/sonobuoy-kind-testResultsOutput/: restarts": sameBytes,
        "dumps/sonobuoy-kind-testResultsOutput/: ended runs last:0/Completed": sameBytes,
        "dumps/sonobuoy-kind-testResultsOutput/: ended runs last:2/Error": sameBytes,
        "dumps/sonobuoy-kind-testResultsOutput/: ended runs state:0/Completed": sameBytes,
    ]

    private static let sameBytes =
        "two of its five lists are the same bytes, which is one source; the label counts both"
}
