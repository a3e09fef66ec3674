// Days in words.

package import AssessmentModel

extension Day {
    /// 2026年11月9日 (GB/T 9704-2012, 7.3.5.4: Arabic digits, no leading zeros), or 9 November 2026.
    package func text(in language: Language) -> String {
        let (year, month, day) = civil
        return switch language {
        case .chinese: "\(year)年\(month)月\(day)日"
        case .english: "\(day) \(Self.months[month - 1]) \(year)"
        }
    }

    /// 11月9日 or 9 November, where the year is plain.
    package func shortText(in language: Language) -> String {
        let (_, month, day) = civil
        return switch language {
        case .chinese: "\(month)月\(day)日"
        case .english: "\(day) \(Self.months[month - 1])"
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
}
