// One thing that a scheme says, so that it can be printed, and compared with what another edition says there.

import AssessmentModel

/// What a statement is about. Statements of one topic are compared with each other.
enum Topic: Hashable, Sendable {
    case title, id, edition, status, source, kinds, departments
    case note, exemption, scoring, marks, comment, evidence, rubric, facts, rule
    case method(MethodPart)

    /// What stands before a change; parts of the method have it as their heading.
    var label: SchemePhrase? {
        switch self {
        case .title: .fieldTitle
        case .id: .fieldID
        case .edition: .fieldEdition
        case .status: .fieldStatus
        case .source: .fieldSource
        case .kinds: .fieldKinds
        case .departments: .columnDepartments
        case .note: .labelNote
        case .exemption: .labelExemption
        case .scoring: .labelScoring
        case .marks: .labelMarks
        case .comment: .labelComment
        case .evidence: .columnEvidence
        case .rubric: .labelRubric
        case .facts: .labelFacts
        case .rule: .labelRule
        case .method: nil
        }
    }
}

struct Statement: Equatable {
    /// How a statement finds its counterpart where none has its id.
    enum Pairing: Equatable {
        /// None: it was added or removed.
        case none
        /// The one with the same text; the id alone changed.
        case item
        /// The one at the same place among those left over, if as many are left on both sides.
        case place
    }

    let topic: Topic
    /// Tells it from the others of its topic.
    let id: String
    let text: String
    let pairing: Pairing

    init(_ topic: Topic, id: String = "", _ text: String, pairing: Pairing = .none) {
        self.topic = topic
        self.id = id
        self.text = text
        self.pairing = pairing
    }

    init(part: MethodPart, _ id: String, _ text: String) {
        self.init(.method(part), id: id, text)
    }

    /// With an id that people write in files.
    init(item part: MethodPart, _ id: String, _ text: String) {
        self.init(.method(part), id: id, text, pairing: .item)
    }

    /// With a name in words for an id.
    init(named part: MethodPart, _ id: String, _ text: String) {
        self.init(.method(part), id: id, text, pairing: .place)
    }
}
