// Parts of the pages on which a zone writes: fields that are kept as they are typed, files, what was said of it before.

package import Assessing
import AssessmentModel
package import EventModel
import Reasons
import RoundState
import Telling

/// What was typed and could not be stored, by field, with why.
package struct DraftForm: Sendable {
    package let typed: [String: String]
    package let problems: FormProblems

    package init(typed: [String: String] = [:], problems: FormProblems = .none) {
        self.typed = typed
        self.problems = problems
    }
}

/// When something was stored, in words of the ledger's place.
package typealias ShownTime = @Sendable (Moment) -> String

/// A draft with what a page says of it beside.
package struct ShownApplication: Sendable {
    let draft: ApplicationDraft
    let at: ShownTime

    package init(_ draft: ApplicationDraft, at: @escaping ShownTime) {
        self.draft = draft
        self.at = at
    }

    var call: CallID { draft.call.id }
}

/// Where the files of a part of a draft go, and how a page calls them.
struct FilePlace {
    /// What a form of files is posted to.
    let post: Address
    let remove: Address
    /// The word of the draft, and of the part: empty for the whole.
    let place: String
    let indicator: String
}

extension HTML {
    /// What a script needs to keep a field: the version that was shown.
    mutating func base(_ name: String, _ field: DraftField) { hidden("base.\(name)", "\(field.version)") }

    /// When it was stored; a script says here how it goes on.
    mutating func savedLine(_ name: String, _ field: DraftField, _ frame: Frame, _ at: ShownTime) {
        element(
            .p, .css("saved"), .id("saved-\(name)"),
            text: field.at.map { frame.words(.applySavedAt, ["time": at($0)]) } ?? "")
    }
}

extension Frame {
    private typealias Attribute = HTML.Attribute

    /// What stands between two things of one line.
    var gap: String { words.language == .english ? " · " : "　" }

    /// The opinion with which it came back, before anything else.
    func opinion(on application: Application?, _ html: inout HTML) {
        guard let application, case .returned(let level, _) = application.stage, let turn = application.history.last
        else { return }
        html.element(.div, .css("notice warn")) { html in
            html.element(.h2, text: words[.applyOpinionTitle])
            html.element(
                .p, .css("small"),
                text: words(.applyReturnedBy, ["level": name(of: level), "day": words.day(turn.day)]))
            html.element(.p) { $0.lines(turn.opinion ?? "–") }
        }
    }

    func name(of level: ReviewLevel) -> String {
        words[level == .prefecture ? .applyLevelPrefecture : .applyLevelProvince]
    }

    /// The files of one part, each with its way out.
    func files(_ files: [DraftFile], _ place: FilePlace, _ at: ShownTime, _ html: inout HTML) {
        html.element(
            .ul, .css("files"), .id("files"), Attribute("aria-label", words[.applyFilesList]),
            Attribute("data-remove", words[.applyFileRemove]),
            Attribute("data-remove-of", words(.applyFileRemoveOf, ["name": "{name}"])),
            files.isEmpty ? .hidden : nil
        ) { html in
            for file in files {
                html.element(.li, .id("f-\(file.digest.prefix(16))")) { html in
                    html.element(.span) { html in
                        html.element(.a, .href(addresses.draftFile(file.digest)), text: file.name)
                        html.element(.span, .css("quiet small"), text: "\(gap)\(sizeText(file.size))")
                        if file.isScanned {
                            html.element(.span, .css("quiet small"), text: "\(gap)\(words[.applyFileScanned])")
                        }
                        if file.at == nil {
                            html.element(.span, .css("quiet small"), text: "\(gap)\(words[.applyFileHanded])")
                        }
                        if !file.isThere { html.element(.p, .css("error"), text: words[.applyFileLost]) }
                    }
                    html.form(place.remove, self) { html in
                        html.hidden("indicator", place.indicator)
                        html.hidden("digest", file.digest)
                        html.button(
                            words[.applyFileRemove],
                            Attribute("aria-label", words(.applyFileRemoveOf, ["name": file.name])), .css("plain"))
                    }
                }
            }
        }
    }

    /// Where a file is chosen; a script takes it from here part by part.
    func fileField(_ place: FilePlace, _ problems: FormProblems, _ html: inout HTML) {
        html.element(
            .div, .css("field drop"), Attribute("data-upload", addresses.ownZone("uploads")),
            Attribute("data-place", place.place), Attribute("data-indicator", place.indicator)
        ) { html in
            html.element(.label, Attribute("for", "evidence"), text: words[.applyFile])
            html.element(.p, .css("hint"), .id("evidence-hint")) { html in
                html.text(words[.applyFileHint] + " ")
                html.element(.span, Attribute("data-without"), text: words[.applyFileOnce])
                html.element(.span, Attribute("data-with"), .hidden, text: words[.applyFilesHint])
            }
            html.error(problems.words(for: "evidence"), of: "evidence")
            html.element(
                .input, .type("file"), .id("evidence"), .name("file"), Attribute("aria-describedby", "evidence-hint"))
            html.element(.p, .css("acts"), Attribute("data-without")) {
                $0.button(
                    words[.applyFileUpload], Attribute("formaction", place.post),
                    Attribute("formenctype", "multipart/form-data"), .name("go"), .value("file"))
            }
            html.element(.div, .css("uploads"), Attribute("aria-live", "polite"))
        }
    }

    /// 满分 and steps of an indicator, its levels, the evidence that is asked for.
    func rubric(of criterion: Criterion, _ scheme: Scheme, _ html: inout HTML) {
        if let note = criterion.note { html.element(.p, text: words.text(note)) }
        guard let rubric = criterion.indicator?.rubric, !rubric.isEmpty else { return }
        html.element(.section) { html in
            html.element(.h2, text: words[.applyRubric])
            html.levels(rubric, words)
        }
    }
}

extension Addresses {
    /// A file of an own draft: files have no language.
    func draftFile(_ digest: String) -> Address { Address(["zone", "files", digest]) }

    func ownCall(_ call: CallID, _ parts: String...) -> Address {
        Address((language == .english ? ["en"] : []) + ["zone", "calls", call.text] + parts)
    }
}
