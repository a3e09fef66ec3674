// A round's rows: experts, seats, marks and facts, in the words of the model.

package import AssessmentModel
import Foundation
import GRDB

/// A round as the database lists it.
package struct RoundRow: Sendable, Equatable {
    package let id: RoundID
    /// The event that opened it.
    package let opened: Int
    /// The event that closed it; nil while it is open.
    package let closed: Int?
    /// The digest of its snapshot; nil while it is open.
    package let snapshot: String?

    package init(id: RoundID, opened: Int, closed: Int?, snapshot: String?) {
        self.id = id
        self.opened = opened
        self.closed = closed
        self.snapshot = snapshot
    }
}

/// One expert's seat at one zone.
package struct SeatRow: Sendable, Equatable {
    package enum State: String, Sendable {
        case open, sealed, recused, missed
    }

    package let zone: ZoneID
    package let seat: SeatID
    package let expert: ExpertID
    package let state: State

    package init(zone: ZoneID, seat: SeatID, expert: ExpertID, state: State) {
        self.zone = zone
        self.seat = seat
        self.expert = expert
        self.state = state
    }
}

/// One cell of a sheet; a comment may stand without a mark.
package struct MarkRow: Sendable, Equatable {
    package let zone: ZoneID
    package let seat: SeatID
    package let indicator: CriterionID
    /// The mark in hundredths; nil when it is missing.
    package let hundredths: Int?
    package let comment: String?

    package init(zone: ZoneID, seat: SeatID, indicator: CriterionID, hundredths: Int?, comment: String?) {
        self.zone = zone
        self.seat = seat
        self.indicator = indicator
        self.hundredths = hundredths
        self.comment = comment
    }
}

/// One fact as text: a decimal, `yes` or `no`.
package struct FactRow: Sendable, Equatable {
    package let zone: ZoneID
    /// `fact` or `fact@period`.
    package let fact: String
    package let value: String

    package init(zone: ZoneID, fact: String, value: String) {
        self.zone = zone
        self.fact = fact
        self.value = value
    }
}

extension Reading {
    /// In the order in which they were opened.
    package func rounds() throws -> [RoundRow] {
        try Row.fetchAll(database, sql: "SELECT id, opened, closed, snapshot FROM round ORDER BY opened").map {
            RoundRow(
                id: RoundID($0["id"] as String), opened: $0["opened"], closed: $0["closed"], snapshot: $0["snapshot"])
        }
    }

    package func experts(of round: RoundID) throws -> [Expert] {
        try rows("SELECT id, name, source, organisation FROM expert WHERE round = ? ORDER BY id", round).map {
            let source: String = $0["source"]
            guard let known = Expert.Source(rawValue: source) else {
                throw StorageError.malformed(table: "expert", "unknown source \"\(source)\"")
            }
            return Expert(
                id: ExpertID($0["id"] as String), name: $0["name"], source: known, organisation: $0["organisation"])
        }
    }

    /// By zone, then seat.
    package func seats(of round: RoundID) throws -> [SeatRow] {
        try rows("SELECT zone, seat, expert, state FROM seat WHERE round = ? ORDER BY zone, seat", round).map {
            let state: String = $0["state"]
            guard let known = SeatRow.State(rawValue: state) else {
                throw StorageError.malformed(table: "seat", "unknown state \"\(state)\"")
            }
            return SeatRow(
                zone: ZoneID($0["zone"] as String), seat: SeatID($0["seat"] as String),
                expert: ExpertID($0["expert"] as String), state: known)
        }
    }

    /// By zone, seat, then indicator.
    package func marks(of round: RoundID) throws -> [MarkRow] {
        try rows(
            """
            SELECT zone, seat, indicator, hundredths, comment FROM mark
            WHERE round = ? ORDER BY zone, seat, indicator
            """, round
        ).map {
            MarkRow(
                zone: ZoneID($0["zone"] as String), seat: SeatID($0["seat"] as String),
                indicator: CriterionID($0["indicator"] as String), hundredths: $0["hundredths"],
                comment: $0["comment"])
        }
    }

    /// By zone, then fact.
    package func facts(of round: RoundID) throws -> [FactRow] {
        try rows("SELECT zone, fact, value FROM fact WHERE round = ? ORDER BY zone, fact", round).map {
            FactRow(zone: ZoneID($0["zone"] as String), fact: $0["fact"], value: $0["value"])
        }
    }

    private func rows(_ sql: String, _ round: RoundID) throws -> [Row] {
        try Row.fetchAll(database, sql: sql, arguments: [round.text])
    }
}

extension Writing {
    package func insertRound(_ round: RoundID, opened seq: Int) throws {
        try database.execute(
            sql: "INSERT INTO round (id, opened) VALUES (?, ?)", arguments: [round.text, seq])
    }

    package func closeRound(_ round: RoundID, closed seq: Int, snapshot: String) throws {
        try database.execute(
            sql: "UPDATE round SET closed = ?, snapshot = ? WHERE id = ?", arguments: [seq, snapshot, round.text])
    }

    package func insert(_ expert: Expert, in round: RoundID) throws {
        try database.execute(
            sql: "INSERT INTO expert (round, id, name, source, organisation) VALUES (?, ?, ?, ?, ?)",
            arguments: [round.text, expert.id.text, expert.name, expert.source.rawValue, expert.organisation])
    }

    package func insert(_ seat: SeatRow, in round: RoundID) throws {
        try database.execute(
            sql: "INSERT INTO seat (round, zone, seat, expert, state) VALUES (?, ?, ?, ?, ?)",
            arguments: [round.text, seat.zone.text, seat.seat.text, seat.expert.text, seat.state.rawValue])
    }

    package func setState(_ state: SeatRow.State, of seat: SeatID, at zone: ZoneID, in round: RoundID) throws {
        try database.execute(
            sql: "UPDATE seat SET state = ? WHERE round = ? AND zone = ? AND seat = ?",
            arguments: [state.rawValue, round.text, zone.text, seat.text])
    }

    package func insert(_ mark: MarkRow, in round: RoundID) throws {
        try database.execute(
            sql: """
                INSERT INTO mark (round, zone, seat, indicator, hundredths, comment) VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                round.text, mark.zone.text, mark.seat.text, mark.indicator.text, mark.hundredths, mark.comment,
            ])
    }

    package func insert(_ fact: FactRow, in round: RoundID) throws {
        try database.execute(
            sql: "INSERT INTO fact (round, zone, fact, value) VALUES (?, ?, ?, ?)",
            arguments: [round.text, fact.zone.text, fact.fact, fact.value])
    }
}
