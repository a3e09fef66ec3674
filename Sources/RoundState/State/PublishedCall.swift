// Programmes and calls as the register knows them.

package import AssessmentModel
package import EventModel

/// 评估项目 in force.
package struct AdoptedProgramme: Sendable, Equatable {
    package let id: ProgrammeID
    /// The event that adopted it.
    package let seq: Int
    /// The digests of all files that were adopted under its id; the last one counts.
    package let files: [String]
    /// nil where the file is not at hand.
    package let programme: Programme?
}

/// 申报通知.
package struct PublishedCall: Sendable {
    package let id: CallID
    package let seq: Int
    /// What its event says.
    package let published: LedgerEvent.Published
    /// The last day for new applications, as it was extended.
    package internal(set) var last: String
    /// The last days that it was given beyond its own, oldest first.
    package internal(set) var extensions: [String] = []
    /// nil where the files are not at hand.
    package let call: Call?
    package let scheme: Scheme?
}

extension Register {
    /// The kinds of zones that may be registered: the early ones, then those of the programmes, by id of these.
    package var kinds: [Zone.Kind] { joined(valid.flatMap(\.kinds).map(\.id)) }

    /// The sources that experts may come from, likewise.
    package var sources: [Expert.Source] { joined(valid.flatMap(\.sources).map(\.id)) }

    private var valid: [Programme] { programmes.sorted { $0.key < $1.key }.compactMap(\.value.programme) }
}

/// The early words, then the others in their order, each once.
private func joined<Word: OpenWord>(_ others: [Word]) -> [Word] {
    others.reduce(into: Word.early) { if !$0.contains($1) { $0.append($1) } }
}
