// The public site of a ledger on a day: every page and file of it, by its path. A function of what is published, the day and the build.

import Assessing
package import AssessmentModel
package import AuditLedger
import EventModel
import Exchange
package import Foundation
package import Pages
import Publishing
package import RoundState
import Scoring
package import Storage
import Telling

/// What pages are written with, the same for every edition.
package struct SiteWords: Sendable {
    package let pages: [Language: PageWords]
    let schemes: [Language: SchemeStrings]
    let bundle: BundleWords

    /// The words of both languages, or every problem in their files.
    package static func load(in folder: URL) -> Loaded<SiteWords> {
        let pages = PageWords.load(in: folder)
        let schemes: Loaded<[Language: SchemeStrings]> = loadSchemeStrings(in: folder)
        let bundle = loadBundleWords(in: folder)
        guard case .value(let read) = pages, case .value(let told) = schemes, case .value(let words) = bundle else {
            return .problems(pages.problems + schemes.problems + bundle.problems)
        }
        return .value(SiteWords(pages: read, schemes: told, bundle: words))
    }
}

/// A file as it is sent or written.
package struct SiteFile: Sendable {
    package let bytes: [UInt8]
    package let type: String
}

/// The site as it is on one day.
package struct SiteEdition: Sendable {
    private struct Shown: Sendable {
        let round: PublishedRound
        /// nil: none was released; empty: something has changed since.
        let released: [String: [UInt8]]?
    }

    private let words: SiteWords
    private let build: String
    private let day: String
    private let standing: Standing
    private let scratch: URL
    /// Newest first.
    private let rounds: [Language: [Shown]]
    private let places: [String: (language: Language, place: PublicPlace)]
    /// Data, by path.
    private let data: [String: DataFile]

    /// `scratch` is a folder for files while they are made.
    /// - Throws: what the store throws; `ReportingError` where a snapshot and its scheme do not belong together.
    package init(
        of register: Register, _ levels: HashLevels, _ reading: Reading, on day: String, words: SiteWords,
        build: String, scratch: URL
    ) throws {
        self.words = words
        self.build = build
        self.day = day
        self.scratch = scratch
        let standing = Standing(register)
        self.standing = standing
        let published = try standing.publicRounds(on: day, reading)
        let bundles = try published.map { round in
            try reading.releasedBundle(
                of: round.id, readMe: bundleReadMe(round: round.id, register, words.bundle), register, levels)
        }
        let rounds: [Language: [Shown]] = try Language.allCases.reduce(into: [:]) { rounds, language in
            guard let own = words.pages[language], let schemes = words.schemes[language] else { return }
            rounds[language] = try zip(published, bundles).map { round, bundle in
                Shown(round: try PublishedRound(round, words: own, scheme: schemes), released: bundle)
            }
        }
        self.rounds = rounds
        let all = Self.places(of: rounds[.chinese]?.map(\.round) ?? [], standing)
        places = Language.allCases.reduce(into: [:]) { places, language in
            for place in all { places[Self.path(of: place, in: language)] = (language, place) }
        }
        let files = Language.allCases.flatMap { language in
            (rounds[language] ?? []).flatMap { shown in
                Self.files(of: shown.round, in: language, words, scratch)
                    + (language == .chinese ? Self.bundle(of: shown) : [])
            }
        }
        data = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    }

    private static func path(of place: PublicPlace, in language: Language) -> String {
        folder(of: place, in: language) + "index.html"
    }

    private static func places(of rounds: [PublishedRound], _ standing: Standing) -> [PublicPlace] {
        var places: [PublicPlace] = [.home, .papers, .keys, .help, .accessibility]
        for shown in rounds {
            let id = shown.round.id
            places += [.ranking(id), .scheme(id), .changes(id), .data(id)]
            if shown.round.draw != nil { places.append(.draw(id)) }
            if shown.kinds.count > 1 { places += shown.kinds.map { .kind(id, $0) } }
            places += shown.cities.map { .prefecture(id, $0.id) }
            places += shown.zones.map { .zone(id, $0.id) }
            for digest in [shown.round.result.snapshot.digest] + shown.round.replaced {
                let code = String(digest.prefix(32))
                places += [.paper(code, nil)] + shown.zones.map { .paper(code, $0.id) }
            }
        }
        let seen = Set(rounds.map(\.round.id))
        places += standing.certificates.filter { seen.contains($0.round) }.compactMap { certificate in
            certificate.paper.map { .paper($0.code, nil) }
        }
        return places
    }

    /// Every path, in a fixed order: pages as `…/index.html`, then the files of data.
    package var paths: [String] {
        places.keys.sorted() + data.keys.sorted()
    }

    /// nil where there is no such path.
    package func file(at path: String) throws -> SiteFile? {
        if let (language, place) = places[path] {
            return try page(place, in: language).map { SiteFile(bytes: $0, type: "text/html; charset=utf-8") }
        }
        return try data[path].map { SiteFile(bytes: try $0.make(), type: Self.type(of: path)) }
    }

    package func has(_ path: String) -> Bool {
        places[path] != nil || data[path] != nil
    }

    /// What is told where there is nothing: at any depth, so its links begin at the root.
    package func missing(_ language: Language) -> [UInt8] {
        frame(.home, in: language, isRooted: true)?.publicMissingPage() ?? []
    }

    // MARK: pages

    /// Who publishes, and whether all is fictional, is said of a page's own round; where it has none, of the newest.
    private func frame(_ place: PublicPlace, in language: Language, isRooted: Bool = false) -> PublicFrame? {
        guard let words = words.pages[language] else { return nil }
        let all = rounds[language]?.map(\.round) ?? []
        let own = place.round.flatMap { id in all.first { $0.round.id == id } }
        return PublicFrame(
            words: words, place: place, build: build,
            issuer: ((own ?? all.first)?.round.result.snapshot.value.round.issuer).map { words.text($0) } ?? "",
            isSpecimen: own.map(\.isSpecimen) ?? (!all.isEmpty && all.allSatisfy(\.isSpecimen)), isRooted: isRooted)
    }

    private func page(_ place: PublicPlace, in language: Language) throws -> [UInt8]? {
        guard let frame = frame(place, in: language) else { return nil }
        let shown = rounds[language] ?? []
        func round(_ id: RoundID) -> Shown? { shown.first { $0.round.round.id == id } }
        switch place {
        case .home: return frame.homePage(shown.map(\.round))
        case .papers: return frame.papersPage()
        case .keys:
            return frame.publicKeysPage(
                standing.register.keys.map { ($0.key.text, $0.retired != nil) }, origin: standing.register.origin)
        case .help: return frame.publicHelpPage()
        case .accessibility: return frame.accessibilityPage()
        case .ranking(let id): return round(id).map { frame.rankingPage($0.round) }
        case .kind(let id, let kind): return round(id).map { frame.rankingPage($0.round, .kind(kind)) }
        case .prefecture(let id, let city):
            return round(id).flatMap { found in
                found.round.zones.first { $0.id == city }.map { frame.rankingPage(found.round, .prefecture($0)) }
            }
        case .zone(let id, let zone): return round(id).flatMap { self.zone(zone, $0.round, frame) }
        case .scheme(let id): return round(id).map { frame.schemePage($0.round) }
        case .draw(let id):
            return round(id).flatMap { found in found.round.round.draw.map { frame.drawPage($0, of: found.round) } }
        case .changes(let id): return round(id).map { frame.changesPage($0.round) }
        case .data(let id):
            return round(id).map { found in
                frame.dataPage(
                    found.round,
                    files: Self.files(of: found.round, in: language, words, scratch).map {
                        PublicFile(name: $0.name, size: nil)
                    },
                    bundle: found.released.map { files in
                        files.keys.sorted().map { PublicFile(name: $0, size: files[$0]?.count) }
                    })
            }
        case .paper(let code, let zone): return paper(code, zone, shown.map(\.round), frame)
        }
    }

    private func zone(_ id: ZoneID, _ shown: PublishedRound, _ frame: PublicFrame) -> [UInt8]? {
        let snapshot = shown.round.result.snapshot.value
        guard let score = snapshot.scores.zones.first(where: { $0.zone == id }) else { return nil }
        let explainer = Explainer(
            scheme: shown.round.result.scheme, scores: snapshot.scores, names: ZoneNames(snapshot.zones),
            words: frame.words.explanations)
        return frame.zonePage(score, shown, explainer.explain(score, isFull: true))
    }

    private func paper(
        _ code: String, _ zone: ZoneID?, _ rounds: [PublishedRound], _ frame: PublicFrame
    ) -> [UInt8]? {
        if zone == nil, case .seen(let entry) = standing.certificate(called: code, on: day) {
            return frame.certificatePage(entry, rounds.first { $0.round.id == entry.certificate.round })
        }
        for shown in rounds {
            if shown.round.result.snapshot.digest.hasPrefix(code) {
                return frame.resultPaperPage(code, of: zone, shown, isReplaced: false)
            }
            if shown.round.replaced.contains(where: { $0.hasPrefix(code) }) {
                return frame.resultPaperPage(code, of: zone, shown, isReplaced: true)
            }
        }
        return nil
    }

    // MARK: files

    private struct DataFile: Sendable {
        let path: String
        let name: String
        let make: @Sendable () throws -> [UInt8]
    }

    private static func files(
        of round: PublishedRound, in language: Language, _ words: SiteWords, _ scratch: URL
    ) -> [DataFile] {
        guard let words = words.pages[language] else { return [] }
        let folder = folder(of: .data(round.round.id), in: language)
        let made: [(String, @Sendable () throws -> [UInt8])] = [
            ("result.csv", { Array(round.sheet(words).csv.utf8) }),
            ("result.xlsx", { try XLSXWriter(in: scratch).bytes(round.sheet(words)) }),
            ("snapshot.json", { round.round.result.snapshotBytes }),
            ("scheme.yaml", { round.round.result.schemeBytes }),
        ]
        return made.map { DataFile(path: folder + $0, name: $0, make: $1) }
    }

    /// It stands once for both languages.
    private static func bundle(of shown: Shown) -> [DataFile] {
        let folder = folder(of: .data(shown.round.round.id), in: .chinese) + "bundle/"
        return (shown.released ?? [:]).map { name, bytes in DataFile(path: folder + name, name: name) { bytes } }
    }

    private static func folder(of place: PublicPlace, in language: Language) -> String {
        place.folders(in: language).map { $0 + "/" }.joined()
    }

    private static let types = [
        "csv": "text/csv; charset=utf-8", "json": "application/json", "yaml": "text/plain; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "md": "text/plain; charset=utf-8", "ndjson": "text/plain; charset=utf-8",
    ]

    private static func type(of name: String) -> String {
        types[String(name.split(separator: ".").last ?? "")] ?? "application/octet-stream"
    }
}
