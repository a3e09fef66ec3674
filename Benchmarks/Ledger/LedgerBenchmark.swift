// What a ledger does in a second: saves alone and together, standings, views, opening, a bundle to verify, a bureau to serve.

import Assessing
import Foundation
import RoundState

@main
struct LedgerBenchmark {
    private static let usage = """
        usage: heng-ledger-benchmark saves FOLDER SLICES
                                     together FOLDER SLICES
                                     publish FOLDER SEATS
                                     views FOLDER SLICES
                                     fill FOLDER CELLS INDICATORS
                                     open FOLDER
                                     bundle FOLDER EVENTS
                                     bureau FOLDER ZONES EXPERTS EVENTS

        """

    /// Each prints JSON objects, one a line.
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { return refuse() }
        let folder = arguments[2]
        let numbers = arguments.dropFirst(3).compactMap { Int($0) }
        switch (arguments[1], numbers.count) {
        case ("saves", 1): try measureSaves(folder, slices: numbers[0])
        case ("together", 1): try await measureTogether(folder, slices: numbers[0])
        case ("publish", 1): try await measurePublishing(folder, seats: numbers[0])
        case ("views", 1): try measureViews(folder, slices: numbers[0])
        case ("fill", 2): try await fill(folder, cells: numbers[0], indicators: numbers[1])
        case ("open", 0): try measureOpening(folder)
        case ("bundle", 1):
            let size = Desk.Size(zones: 8, experts: 9, indicators: 60)
            try await writeBundle(Desk(folder: folder, size), events: numbers[0])
        case ("bureau", 3):
            let bureau = try Bureau(folder: folder, zones: numbers[0], experts: numbers[1])
            // A round in which nobody has begun has seats alone.
            if numbers[2] > 0 { try bureau.score() }
            try await bureau.fill(upTo: numbers[2])
            print("{\"events\":\(try bureau.close())}")
        default: refuse()
        }
    }

    private static func refuse() {
        FileHandle.standardError.write(Data(usage.utf8))
        exit(64)
    }

    /// A round with so many saved cells, closed, published and exported.
    private static func writeBundle(_ desk: Desk, events: Int) async throws {
        try await desk.fill(events)
        let files = try desk.publish()
        for (name, bytes) in files {
            let file = URL(fileURLWithPath: desk.folder + "/bundle/" + name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
        print("{\"events\":\(try desk.ledger.register().size)}")
    }
}

/// Wall time of `body`.
func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
}

/// The same for what waits.
func milliseconds(_ body: () async throws -> Void) async rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try await body()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
}

/// Processor time of this process so far, in seconds.
func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }
