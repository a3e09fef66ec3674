// Thirty-two steps that wait for one writer, for Tests/Reliability/sweep: it says who was answered, and what.

import Assessing
import AssessmentModel
import AuditLedger
import EventModel
import Foundation
import Storage

/// `heng-batch DATABASE KEY`: 31 officers' steps and one that the policy refuses, taken together.
///
/// A line on standard output for each answer, as it comes: `done YEAR EVENT` or `refused YEAR`; what failed on standard error, status 74. The
/// requests are the same in each run, so that a run that was cut short can be said again.
@main
struct Batch {
    static let first = 2040
    static let count = 32
    /// The step of a system administrator, who may load no calendar.
    static let refused = 2047

    static func main() async {
        do {
            let ledger = try open()
            try await run(ledger)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(74)
        }
    }

    private static func open() throws -> Ledger {
        let (database, key) = (CommandLine.arguments[1], CommandLine.arguments[2])
        let text = try String(contentsOfFile: key, encoding: .utf8).trimmingCharacters(in: .newlines)
        let head = key + ".head"
        return try Ledger(
            store: try Store(path: database, .existing), signer: try SignerKey(parsing: text),
            head: KnownHead(
                read: {
                    guard FileManager.default.fileExists(atPath: head) else { return nil }
                    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: head)))
                }, write: { try writeDurably(head, $0, .owner) }), using: SystemRandomNumberGenerator())
    }

    private static func run(_ ledger: Ledger) async throws {
        let gate = DispatchSemaphore(value: 0)
        await withCheckedContinuation { held in
            Thread.detachNewThread {
                ledger.whenFree { _ in
                    held.resume()
                    gate.wait()
                }
            }
        }
        let failed = await withTaskGroup(of: Bool.self) { group in
            for year in first..<first + count { group.addTask { await !take(year, ledger) } }
            // All have reached the queue by then; one that has not is taken next.
            try? await Task.sleep(for: .milliseconds(100))
            gate.signal()
            return await group.reduce(false) { $0 || $1 }
        }
        if failed { exit(74) }
    }

    /// - Returns: whether it was answered as it should be.
    private static func take(_ year: Int, _ ledger: Ledger) async -> Bool {
        do {
            let request = try EventID(parsing: "Batch" + "\(year)" + "AbCdEfGhIjKlA")
            let recorded = try await ledger.perform(
                LoadCalendar([CalendarYear(year: year, holidays: [], workdays: [])]),
                by: year == refused ? "system" : "officer",
                at: Moment(seconds: Int(Date().timeIntervalSince1970.rounded(.down))), request: request)
            say("done \(year) \(recorded.events.lowerBound)")
            return true
        } catch is Refusal {
            say("refused \(year)")
            return year == refused
        } catch {
            FileHandle.standardError.write(Data("\(year): \(error)\n".utf8))
            return false
        }
    }

    private static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }
}
