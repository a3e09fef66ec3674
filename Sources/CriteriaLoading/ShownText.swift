// Text of a file as a message may quote it.

import PlainText
package import Reasons

/// Not longer than eighty characters, and without anything that a terminal would obey or nobody sees.
package func shown(_ text: String) -> String {
    var result = ""
    for (index, scalar) in text.unicodeScalars.enumerated() {
        guard index < 80 else { return result + "…" }
        result += isPrintable(scalar) ? String(scalar) : "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    }
    return result
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    guard let fault = refusal(ofText: String(scalar)) else { return true }
    return fault.code == .notNormal
}

extension Reason.Value {
    /// What stands in a file, between quotes.
    package static func shown(_ text: String) -> Self { .quoted(CriteriaLoading.shown(text)) }
}
