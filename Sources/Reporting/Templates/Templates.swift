// The templates of all documents, loaded together from one folder.

package import AssessmentModel
package import Foundation
import Reasons
package import Telling
package import Typesetting

/// Everything that decides how documents read and look.
package struct Templates: Sendable {
    /// What to make a `FontBook` of.
    package let fonts: FontSources
    private let chinese: Speech
    private let english: Speech

    /// What the documents say and how they look in one language.
    struct Speech: Sendable {
        let strings: Strings
        let certificate: DocumentTemplate<CertificateTemplate>
        let scoreSheet: DocumentTemplate<ScoreSheetTemplate>
        let letter: DocumentTemplate<LetterTemplate>
        let notice: DocumentTemplate<NoticeTemplate>
        let correction: DocumentTemplate<CorrectionTemplate>
        let finding: DocumentTemplate<FindingTemplate>
        let decision: DocumentTemplate<DecisionTemplate>
        let expertSheet: DocumentTemplate<ExpertSheetTemplate>
        let drawProtocol: DocumentTemplate<DrawProtocolTemplate>
        let accountLetter: DocumentTemplate<AccountLetterTemplate>
        let applicationForm: DocumentTemplate<ApplicationFormTemplate>
    }

    subscript(_ language: Language) -> Speech { language == .english ? english : chinese }

    /// The words that all documents and tables share.
    package func strings(_ language: Language) -> Strings { self[language].strings }

    fileprivate init(_ roots: [String: Entry], fonts: FontSources) {
        func root(_ file: String) -> Entry {
            guard let root = roots[file] else { preconditionFailure("\(file) was not read") }
            return root
        }
        let roles = Set(fonts.roles.keys.map(\.rawValue))
        self.fonts = fonts
        func template<Kind: TemplateKind>(_ language: Language) -> DocumentTemplate<Kind> {
            DocumentTemplate(root(Kind.file), fonts: roles, language: language)
        }
        func speech(_ language: Language) -> Speech {
            Speech(
                strings: Strings(root(Strings.file(language)), language: language), certificate: template(language),
                scoreSheet: template(language), letter: template(language), notice: template(language),
                correction: template(language), finding: template(language), decision: template(language),
                expertSheet: template(language), drawProtocol: template(language), accountLetter: template(language),
                applicationForm: template(language))
        }
        chinese = speech(.chinese)
        english = speech(.english)
    }
}

/// The names of the files that make up a folder of templates.
package let templateFiles =
    [
        fontsFile, CertificateTemplate.file, ScoreSheetTemplate.file, LetterTemplate.file, NoticeTemplate.file,
        CorrectionTemplate.file, FindingTemplate.file, DecisionTemplate.file, ExpertSheetTemplate.file,
        DrawProtocolTemplate.file, AccountLetterTemplate.file, ApplicationFormTemplate.file,
    ] + Language.allCases.map(Strings.file)

private let fontsFile = "fonts.yaml"

/// The templates in a folder, or every problem in its files.
package func loadTemplates(in folder: URL) -> Loaded<Templates> {
    var texts: [String: String] = [:]
    for name in templateFiles {
        texts[name] = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    return loadTemplates(texts, folder: folder.relativePath)
}

/// The templates in texts by file name; a name without text is reported as a file that cannot be read.
package func loadTemplates(_ texts: [String: String], folder: String) -> Loaded<Templates> {
    let log = ProblemList()
    var roots: [String: Entry] = [:]
    for name in templateFiles {
        let file = "\(folder)/\(name)"
        guard let text = texts[name] else {
            log.report(
                Problem(
                    file: file, Reason(.templateUnread), hint: Reason(.folderHoldsTemplates)))
            continue
        }
        roots[name] = readTemplate(text, file: file, log: log)
    }
    guard roots.count == templateFiles.count, let fontsRoot = roots[fontsFile] else { return .problems(log.problems) }
    let templates = Templates(roots, fonts: fontsRoot.fontSources())
    return log.problems.isEmpty ? .value(templates) : .problems(Problems(log.problems).all)
}

extension Entry {
    /// `roles: {name: [{file, index, package}]}` with candidates in order, and `fallback: [name]`.
    fileprivate func fontSources() -> FontSources {
        let fields = fields(required: ["roles", "fallback"])
        var roles: [FontRole: [FontFile]] = [:]
        for (name, entry) in fields["roles"]?.mapping() ?? [] {
            roles[FontRole(rawValue: name)] = entry.sequence()?.compactMap { $0.fontFile() } ?? []
        }
        let fallback = fields["fallback"]?.sequence()?.compactMap { $0.fontRole(among: roles) }
        return FontSources(roles: roles, fallback: fallback ?? [])
    }

    private func fontRole(among roles: [FontRole: [FontFile]]) -> FontRole? {
        guard let name = string() else { return nil }
        let role = FontRole(rawValue: name)
        if roles[role] == nil { report(.unknownName(.fontRole, name)) }
        return role
    }

    private func fontFile() -> FontFile? {
        let fields = fields(required: ["file"], optional: ["index", "package"])
        guard let path = fields["file"]?.string() else { return nil }
        return FontFile(
            path, index: Int(fields["index"]?.number(in: 0...64) ?? 0), package: fields["package"]?.string())
    }
}
