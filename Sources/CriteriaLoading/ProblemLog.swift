// The problems of one file, as many as a person will read.

package import AssessmentModel
package import Reasons

/// The problems of one file, collected while it is read on.
///
/// The first `most` are kept, the others counted: a table can have a hundred thousand bad rows.
package final class ProblemLog {
    /// More than a person will mend, and fewer than would take long to say.
    package static let most = 1000

    package let file: String
    /// How many were found, those that are only counted included.
    private(set) var count = 0
    private var kept: [Problem] = []
    private var known: Set<Problem> = []
    /// Where columns stand in a workbook, from 0: a problem of one then names the cell.
    package var cells: [String: Int] = [:]

    package init(file: String) { self.file = file }

    package var isEmpty: Bool { kept.isEmpty }

    /// Whether further problems are only counted.
    var isFull: Bool { kept.count >= Self.most }

    /// What is kept, in the order of the file, and at its end how many more there are.
    package var problems: [Problem] {
        Problems(kept + (count > kept.count ? [Problem(file: file, more: count - kept.count)] : [])).all
    }

    /// Says it once, however often the same place is read.
    package func add(
        _ line: Int?, _ key: @autoclosure () -> String?, _ reason: @autoclosure () -> Reason,
        hint: @autoclosure () -> Reason? = nil
    ) {
        guard !isFull else {
            count += 1
            return
        }
        let problem = Problem(file: file, line: line, key: place(line, key()), reason(), hint: hint())
        guard known.insert(problem).inserted else { return }
        kept.append(problem)
        count += 1
    }

    /// C7 value, where the value of row 7 stands in the third column of a workbook.
    private func place(_ line: Int?, _ key: String?) -> String? {
        guard let line, let key, let column = cells[key] else { return key }
        return "\(columnLetters(column))\(line) \(key)"
    }
}

/// A column of a sheet by its place, from 0: A, B, … Z, AA, …
package func columnLetters(_ place: Int) -> String {
    var (text, rest) = ("", place + 1)
    while rest > 0 {
        text = String(UnicodeScalar(UInt8(65 + (rest - 1) % 26))) + text
        rest = (rest - 1) / 26
    }
    return text
}
