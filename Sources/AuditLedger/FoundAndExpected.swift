// Reasons that say what was found beside what was expected.

package import Reasons

extension Reason {
    package static func found(_ text: String, expected: Form) -> Reason {
        Reason(.foundOther, ["found": .text(text), "expected": expected.told])
    }

    package static func found(_ form: Form, expected: Form) -> Reason {
        Reason(.foundOther, ["found": form.told, "expected": expected.told])
    }

    static func found(_ text: String, expected: String) -> Reason {
        Reason(.foundOther, ["found": .text(text), "expected": .text(expected)])
    }

    /// Where what was found is not shown: it is a secret, or says nothing.
    package static func other(than expected: Form) -> Reason { Reason(.valueOther, ["expected": expected.told]) }

    package static func number(
        of measure: Measure, _ found: Int, expected: Int, about subject: Reason.Subject? = nil
    ) -> Reason {
        Reason(
            .numberDiffers, subject,
            ["of": measure.told, "found": .number(found), "expected": .number(expected)])
    }

    package static func digest(_ found: String, expected: String) -> Reason {
        Reason(.digestDiffers, ["found": .text(found), "expected": .text(expected)])
    }

    /// The name of a ledger that is not the one it should be.
    package static func origin(_ found: String, expected: String) -> Reason {
        Reason(.originDiffers, ["found": .text(found), "expected": .text(expected)])
    }
}
