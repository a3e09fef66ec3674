// What is put right in public: the notice that says so, and the orders that take up a final round again.

package import AssessmentModel
import AuditLedger

/// 更正公示: what everybody reads of a result that replaces another.
package struct CorrectionNotice: Sendable, Equatable {
    /// 发文字号.
    package let number: String
    /// What was wrong and what became of it, in public.
    package let statement: String
    /// Of a new notice, in which objections are heard once more; nil where there is none.
    package let days: NoticeDays?

    package init(number: String, statement: String, days: NoticeDays?) {
        self.number = number
        self.statement = statement
        self.days = days
    }
}

/// The first and the last day of a notice, yyyy-mm-dd.
package struct NoticeDays: Sendable, Equatable {
    package let from: String
    package let to: String

    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// What takes a final round up again: who ordered it, what is said of it in public, and what it opens.
package struct Resumption: Sendable, Equatable {
    package enum Ground: String, Sendable, CaseIterable {
        /// 法院判决.
        case judgment
        /// 行政复议决定.
        case review
        /// The bureau found out itself.
        case correction
    }

    package let ground: Ground
    package let statement: String
    /// By id, at least one.
    package let orders: [Order]

    package init(ground: Ground, statement: String, orders: [Order]) {
        self.ground = ground
        self.statement = statement
        self.orders = orders
    }

    /// An indicator or an item of a zone that is to be put right.
    package struct Order: Sendable, Equatable {
        package let id: ObjectionID
        package let zone: ZoneID
        package let subject: CriterionID

        package init(id: ObjectionID, zone: ZoneID, subject: CriterionID) {
            self.id = id
            self.zone = zone
            self.subject = subject
        }
    }
}

/// A day that binds, or that was planned, and may be put later.
package enum Deadline: String, Sendable, CaseIterable {
    /// By which sheets should be sealed.
    case scoring
    /// The last on which objections are heard.
    case notice
}

extension CorrectionNotice {
    var fields: [String: CanonicalJSON] {
        .members([
            "number": .string(number), "statement": .string(statement), "from": days.map { .string($0.from) },
            "to": days.map { .string($0.to) },
        ])
    }

    /// nil for a value that is none.
    init?(_ value: CanonicalJSON) {
        guard let number = value["number"]?.stringValue, let statement = value["statement"]?.stringValue else {
            return nil
        }
        let days = value["from"]?.stringValue.flatMap { from in
            value["to"]?.stringValue.map { NoticeDays(from: from, to: $0) }
        }
        self.init(number: number, statement: statement, days: days)
    }
}

extension Resumption {
    var fields: [String: CanonicalJSON] {
        [
            "ground": .string(ground.rawValue), "statement": .string(statement),
            "orders": .array(orders.map { [.id($0.id), .id($0.zone), .id($0.subject)] }),
        ]
    }

    /// nil for a value that is none.
    init?(_ value: CanonicalJSON) {
        guard let ground = value["ground"]?.stringValue.flatMap(Ground.init(rawValue:)),
            let statement = value["statement"]?.stringValue, let orders = value["orders"]?.arrayValue
        else { return nil }
        self.init(ground: ground, statement: statement, orders: orders.compactMap(Order.init(_:)))
        guard self.orders.count == orders.count else { return nil }
    }
}

extension Resumption.Order {
    /// nil for a value that is none.
    init?(_ value: CanonicalJSON) {
        guard let texts = value.arrayValue?.compactMap(\.stringValue), texts.count == 3,
            value.arrayValue?.count == 3, ObjectionID.accepts(texts[0]), ZoneID.accepts(texts[1]),
            CriterionID.accepts(texts[2])
        else { return nil }
        self.init(id: ObjectionID(texts[0]), zone: ZoneID(texts[1]), subject: CriterionID(texts[2]))
    }
}
