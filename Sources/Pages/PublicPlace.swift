// The places of the public site, and the ways from one to another: relative, so that the same bytes stand on a server and in a folder.

package import AssessmentModel
import Telling

/// A page of the public site. Each is a folder, whose page is its `index.html`.
package enum PublicPlace: Sendable, Hashable {
    case home, papers, keys, help, accessibility
    case ranking(RoundID)
    case kind(RoundID, Zone.Kind)
    /// A city with its counties, by `Prefecture.key`.
    case prefecture(RoundID, String)
    case zone(RoundID, ZoneID)
    case scheme(RoundID)
    case draw(RoundID)
    case changes(RoundID)
    case data(RoundID)
    /// A certificate's code, or what a paper says of its result; with a zone where the paper is one zone's.
    case paper(String, ZoneID?)

    /// The names of the folders on the way, as they are and not as addresses write them.
    package func folders(in language: Language) -> [String] {
        (language == .english ? ["en"] : []) + own
    }

    /// nil for one of the whole site.
    package var round: RoundID? {
        switch self {
        case .home, .papers, .keys, .help, .accessibility, .paper: nil
        case .ranking(let round), .kind(let round, _), .prefecture(let round, _), .zone(let round, _),
            .scheme(let round), .draw(let round), .changes(let round), .data(let round):
            round
        }
    }

    private var own: [String] {
        switch self {
        case .home: []
        case .papers: ["v"]
        case .keys: ["keys"]
        case .help: ["help"]
        case .accessibility: ["accessibility"]
        case .ranking(let round): ["r", round.text]
        case .kind(let round, let kind): ["r", round.text, "kind", kind.rawValue]
        case .prefecture(let round, let city): ["r", round.text, "prefecture", city]
        case .zone(let round, let zone): ["r", round.text, "zones", zone.text]
        case .scheme(let round): ["r", round.text, "scheme"]
        case .draw(let round): ["r", round.text, "draw"]
        case .changes(let round): ["r", round.text, "changes"]
        case .data(let round): ["r", round.text, "data"]
        case .paper(let code, let zone): ["v", code] + (zone.map { [$0.text] } ?? [])
        }
    }
}

extension Address {
    /// From one folder to another, or to a file in it.
    init(from folders: [String], to goal: [String], file: String? = nil, isRooted: Bool = false) {
        let shared = zip(folders, goal).prefix { $0 == $1 }.count
        let way = Array(repeating: "..", count: folders.count - shared) + goal.dropFirst(shared).map(Self.encoded)
        let path = way.map { $0 + "/" }.joined() + (file.map(Self.encoded) ?? "")
        self.init(written: isRooted ? "/" + path : path.isEmpty ? "./" : path)
    }
}
