// 评分表: what somebody who scores gave.

/// 评分表: what one seat gave one zone. A cell without a mark is missing; it is not 0.
package struct Sheet: Sendable, Equatable {
    package let zone: ZoneID
    package let seat: SeatID
    /// Where the expert comes from; needed where a scheme weighs groups.
    package let source: Expert.Source?
    /// A recused seat has no marks.
    package var isRecused: Bool
    package var marks: [CriterionID: Fraction]
    package var comments: [CriterionID: String]

    package init(
        zone: ZoneID, seat: SeatID, source: Expert.Source? = nil, isRecused: Bool = false,
        marks: [CriterionID: Fraction] = [:],
        comments: [CriterionID: String] = [:]
    ) {
        self.zone = zone
        self.seat = seat
        self.source = source
        self.isRecused = isRecused
        self.marks = marks
        self.comments = comments
    }
}
