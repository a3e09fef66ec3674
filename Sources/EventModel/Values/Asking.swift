// What experts ask while they score, and what they are answered.

package import AssessmentModel
import AuditLedger

/// 口径答疑: a question, or the clarification that all seats get; of one indicator where it names one.
package struct Query: Sendable, Equatable {
    package let indicator: CriterionID?
    package let text: String

    package init(indicator: CriterionID?, text: String) {
        self.indicator = indicator
        self.text = text
    }
}

/// 补充材料: evidence that an expert misses, asked for by a day.
package struct EvidenceRequest: Sendable, Equatable {
    package let zone: ZoneID
    package let seat: SeatID
    package let indicator: CriterionID
    package let text: String
    /// yyyy-mm-dd; what comes later is taken and counts as late.
    package let by: String

    package init(zone: ZoneID, seat: SeatID, indicator: CriterionID, text: String, by: String) {
        self.zone = zone
        self.seat = seat
        self.indicator = indicator
        self.text = text
        self.by = by
    }
}

extension Query {
    var value: CanonicalJSON { .present(["indicator": indicator.map { .id($0) }, "text": .string(text)]) }

    init(_ value: CanonicalJSON) {
        self.init(
            indicator: value["indicator"]?.stringValue.map(CriterionID.init(_:)),
            text: value["text"]?.stringValue ?? "")
    }
}

extension EvidenceRequest {
    var value: CanonicalJSON {
        [
            "zone": .id(zone), "seat": .id(seat), "indicator": .id(indicator), "text": .string(text),
            "by": .string(by),
        ]
    }

    init(_ value: CanonicalJSON) {
        let text = { (key: String) in value[key]?.stringValue ?? "" }
        self.init(
            zone: ZoneID(text("zone")), seat: SeatID(text("seat")), indicator: CriterionID(text("indicator")),
            text: text("text"), by: text("by"))
    }
}
