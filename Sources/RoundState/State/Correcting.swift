// What a round's result was put right by, and under which numbers that is public.

package import EventModel

/// 更正公示 as it was published with the result that brought it.
package struct Correction: Sendable, Equatable {
    package let seq: Int
    package let day: String
    /// The result, and the one that it replaces.
    package let snapshot: String
    package let replaces: String
    package let notice: CorrectionNotice
}

/// 认定通报: the number and the day under which a final result is made public.
package struct Finding: Sendable, Equatable {
    package let number: String
    package let day: String
}

/// A final round that was taken up again.
package struct TakenUp: Sendable, Equatable {
    package let seq: Int
    package let day: String
    package let resumption: Resumption
}
