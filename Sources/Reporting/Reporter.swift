// Snapshot + template → document → pages → PDF bytes.

package import AssessmentModel
package import Foundation
import PDFRendering
import Reasons
package import Scoring
package import Telling
package import Typesetting

/// Makes the documents of rounds. Keep one for each thread: it shares its faces among all documents.
package struct Reporter {
    let templates: Templates
    private let typesetter: Typesetter
    private let writer: PDFWriter

    /// - Parameter fonts: made of `templates.fonts`.
    package init(templates: Templates, fonts: FontBook) {
        self.templates = templates
        typesetter = Typesetter(fonts: fonts)
        writer = PDFWriter(fonts: fonts)
    }

    /// 证书; nil unless the zone's verdict is pass. `sequence` is the number that was issued; left out, the zone's place. `code` is its own.
    ///
    /// Here as in the other documents `days` are those that came true; left out, those of the plan. `key` is the ledger's.
    /// - Throws: `ReportingError`.
    package func certificate(
        _ snapshot: SealedSnapshot, scheme: Scheme, zone: ZoneID, sequence: String? = nil, code: String? = nil,
        days: PublicationDays? = nil, key: String? = nil, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument? {
        let wording = try wording(snapshot, scheme, days, key, language)
        guard let view = try CertificateView(wording, zone: zone, sequence: sequence, code: code) else { return nil }
        return try print(compose(view, templates[language].certificate), name: "certificate-\(zone)")
    }

    /// 得分表, for every zone whatever its verdict.
    /// - Parameter remarks: the comments that the applicant may see; those of seats or indicators unknown here are left out.
    /// - Throws: `ReportingError`.
    package func scoreSheet(
        _ snapshot: SealedSnapshot, scheme: Scheme, zone: ZoneID, remarks: Remarks = .none,
        days: PublicationDays? = nil, key: String? = nil, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        let wording = try wording(snapshot, scheme, days, key, language)
        let view = try ScoreSheetView(wording, zone: zone, remarks: remarks)
        return try print(compose(view, templates[language].scoreSheet), name: "score-sheet-\(zone)")
    }

    /// 公示: the ranked list.
    /// - Throws: `ReportingError`.
    package func notice(
        _ snapshot: SealedSnapshot, scheme: Scheme, days: PublicationDays? = nil, key: String? = nil,
        in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        let view = NoticeView(try wording(snapshot, scheme, days, key, language))
        return try print(
            compose(view, templates[language].letter, templates[language].notice), name: "notice")
    }

    /// 更正公示: `place` counts the round's corrections from 1.
    /// - Throws: `ReportingError`.
    package func correction(
        _ correction: PublishedCorrection, place: Int, from old: SealedSnapshot, to new: SealedSnapshot, scheme: Scheme,
        days: PublicationDays? = nil, key: String? = nil, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        let view = try CorrectionView(
            correction, from: try wording(old, scheme, days, key, language),
            to: try wording(new, scheme, days, key, language))
        return try print(
            compose(view, templates[language].letter, templates[language].correction), name: "correction-\(place)")
    }

    /// 认定通报, of a final result.
    /// - Throws: `ReportingError`.
    package func finding(
        _ finding: PublishedFinding, _ snapshot: SealedSnapshot, scheme: Scheme, days: PublicationDays? = nil,
        key: String? = nil, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        let view = FindingView(finding, try wording(snapshot, scheme, days, key, language))
        return try print(
            compose(view, templates[language].letter, templates[language].finding), name: "finding")
    }

    /// 异议处理决定书: `old` is the result that was objected to, `new` the one that took the decision in, where there is one.
    /// - Throws: `ReportingError`.
    package func decision(
        _ objection: DecidedObjection, from old: SealedSnapshot, to new: SealedSnapshot?, scheme: Scheme,
        days: PublicationDays? = nil, key: String? = nil, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        var after: Wording?
        if let new { after = try wording(new, scheme, days, key, language) }
        let view = try DecisionView(objection, from: try wording(old, scheme, days, key, language), to: after)
        return try print(
            compose(view, templates[language].letter, templates[language].decision),
            name: "decision-\(objection.zone)-\(objection.id)")
    }

    /// 评分表 of one seat, to be signed.
    /// - Throws: `ReportingError`.
    package func expertSheet(
        _ sheet: FilledSheet, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        let view = ExpertSheetView(sheet, templates.strings(language))
        return try print(
            compose(view, templates[language].expertSheet),
            name: "expert-sheet-\(sheet.zone.id)-\(sheet.seat.text.prefix(4))"
        )
    }

    /// 申报书 of one zone, to be stamped.
    /// - Throws: `ReportingError`.
    package func applicationForm(
        _ application: FilledApplication, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        let view = ApplicationFormView(application, templates.strings(language))
        return try print(compose(view, templates[language].applicationForm), name: "application-\(application.id)")
    }

    /// 抽取记录 of a draw that was held: nobody's name is in it.
    /// - Throws: `ReportingError`.
    package func drawProtocol(
        _ draw: HeldDraw, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        let view = DrawProtocolView(draw, templates.strings(language))
        return try print(compose(view, templates[language].drawProtocol), name: "draw-\(draw.plan.id)")
    }

    /// 开通函 of one account, to be folded and sealed. Nothing of its file but the page bears the code.
    /// - Throws: `ReportingError`.
    package func accountLetter(
        _ letter: AccountLetter, in language: Language = .chinese
    ) throws(ReportingError) -> PrintedDocument {
        let view = AccountLetterView(letter, in: language)
        return try print(compose(view, templates[language].accountLetter), name: "letter-\(letter.user)")
    }

    private func wording(
        _ snapshot: SealedSnapshot, _ scheme: Scheme, _ days: PublicationDays?, _ key: String?, _ language: Language
    ) throws(ReportingError) -> Wording {
        Wording(
            results: try ReadableSnapshot(snapshot, scheme, days: days, key: key),
            strings: templates.strings(language))
    }

    private func print(_ document: Document, name: String) throws(ReportingError) -> PrintedDocument {
        let finished = typesetter.layout(document)
        do {
            return PrintedDocument(
                name: "\(name).pdf", bytes: try writer.write(finished), pages: finished.pages.count,
                problems: finished.problems.filter { !$0.isOfCharacter }
                    .map { Problem($0, in: "\(name).pdf") },
                unprinted: finished.unprinted(of: document))
        } catch {
            throw .writing("\(name).pdf: \(error)")
        }
    }
}

/// A document ready to be stored.
package struct PrintedDocument: Sendable {
    /// A file name, e.g. `score-sheet-qingyun.pdf`.
    package let name: String
    /// PDF.
    package let bytes: Data
    package let pages: Int
    /// Why it must not go out as it is: text that is cut or lies over its frame. Empty when every text fits its place.
    package let problems: [Problem]
    /// Characters that its pages do not show as they are; no reason to keep it back.
    package let unprinted: [Unprinted]

    /// What its pages say of those characters: for which 〓 stands, and which are left out.
    package var warnings: [Problem] {
        func warning(_ code: ReasonCode, _ isLeftOut: Bool) -> Problem? {
            let names = unprinted.filter { $0.isLeftOut == isLeftOut }.map(\.name)
            return names.isEmpty
                ? nil : Problem(file: name, Reason(code, ["characters": .texts(names)]))
        }
        return [warning(.charactersReplaced, false), warning(.charactersLeftOut, true)].compactMap { $0 }
    }
}

extension TypesettingProblem {
    /// About a single character, for which something else stands.
    fileprivate var isOfCharacter: Bool {
        switch code {
        case .characterMissing, .characterLeftOut: true
        default: false
        }
    }
}

extension Problem {
    fileprivate init(_ problem: TypesettingProblem, in file: String) {
        self.init(file: file, key: problem.subject, problem.reason, hint: problem.hint)
    }
}
