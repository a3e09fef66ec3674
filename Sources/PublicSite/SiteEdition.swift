// The public site of a ledger on a day: every page and file of it, by its path. A function of what is published, the day and the build.

import Assessing
package import AssessmentModel
package import AuditLedger
import EventModel
import Exchange
package import Foundation
package import Pages
package import Publishing
package import RoundState
import Scoring
package import Storage
import Telling

/// What pages are written with, the same for every edition.
package struct SiteWords: Sendable {
    package let pages: [Language: PageWords]
    let schemes: [Language: SchemeStrings]
    package let bundle: BundleWords
    let imprint: Imprint

    /// The words of both languages, or every problem in their files.
    package static func load(in folder: URL, imprint: Imprint = Imprint()) -> Loaded<SiteWords> {
        let pages = PageWords.load(in: folder)
        let schemes: Loaded<[Language: SchemeStrings]> = loadSchemeStrings(in: folder)
        let bundle = loadBundleWords(in: folder)
        guard case .value(let read) = pages, case .value(let told) = schemes, case .value(let words) = bundle else {
            return .problems(pages.problems + schemes.problems + bundle.problems)
        }
        return .value(SiteWords(pages: read, schemes: told, bundle: words, imprint: imprint))
    }
}

/// A file as it is sent or written.
package struct SiteFile: Sendable {
    package let content: SiteContent
    package let type: String
}

/// A paper that went out, and whose file is not beside the database any more.
private struct MissingPaper: Error {
    let name: String
}

/// The site as it is on one day.
package struct SiteEdition: Sendable {
    private struct Shown: Sendable {
        let round: PublishedRound
        let bundle: ReleasedBundle
        /// Digests of the papers that went out, by name.
        let papers: [String: String]
    }

    private let words: SiteWords
    private let build: String
    private let day: String
    private let standing: Standing
    private let scratch: URL
    /// Newest first.
    private let rounds: [Language: [Shown]]
    private let endings: [PublicEnding]
    /// Rounds that could not be read, which are left out, with why.
    package let failures: [(round: RoundID, error: any Error)]
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
        endings = try standing.publicEndings(reading)
        // What is wrong with one round takes no other away.
        var (published, failures) = ([PublicRound](), [(round: RoundID, error: any Error)]())
        for id in standing.publishedRounds {
            do {
                if let round = try standing.publicRound(id, on: day, reading) { published.append(round) }
            } catch {
                failures.append((id, error))
            }
        }
        self.failures = failures
        let (log, leaves) = (try SiteLog(in: scratch), try SiteLog(in: scratch))
        let bundles = try reading.releasedBundles(
            of: published.map(\.id), readMe: { try bundleReadMe(round: $0, $1, words.bundle) }, register, levels
        ) { event, leaf in
            try log.append(event)
            try leaves.append(leaf)
        }
        let rounds: [Language: [Shown]] = try Language.allCases.reduce(into: [:]) { rounds, language in
            guard let own = words.pages[language], let schemes = words.schemes[language] else { return }
            rounds[language] = try published.map { round in
                Shown(
                    round: try PublishedRound(round, words: own, scheme: schemes), bundle: bundles[round.id] ?? .none,
                    papers: (register.rounds[round.id]?.issuedPapers ?? [:]).filter { PaperIssue.isKept($0.key) })
            }
        }
        self.rounds = rounds
        let all = Self.places(of: rounds[.chinese]?.map(\.round) ?? [], endings, standing)
        places = Language.allCases.reduce(into: [:]) { places, language in
            for place in all { places[Self.path(of: place, in: language)] = (language, place) }
        }
        let evidence = reading.evidence
        let files = try Language.allCases.flatMap { language in
            try (rounds[language] ?? []).flatMap { shown in
                try Self.files(of: shown.round, in: language, words, scratch)
                    + (language == .chinese
                        ? Self.files(of: shown, log, leaves) + Self.papers(of: shown, evidence) : [])
            }
        }
        data = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    }

    private static func path(of place: PublicPlace, in language: Language) -> String {
        folder(of: place, in: language) + "index.html"
    }

    private static func places(
        of rounds: [PublishedRound], _ endings: [PublicEnding], _ standing: Standing
    ) -> [PublicPlace] {
        var places: [PublicPlace] = [.home, .papers, .keys, .help, .accessibility]
        for shown in rounds {
            let id = shown.round.id
            places += [.ranking(id), .scheme(id), .changes(id), .data(id)]
            if shown.round.draw != nil { places.append(.draw(id)) }
            if shown.kinds.count > 1 { places += shown.kinds.map { .kind(id, $0) } }
            places += shown.prefectures.map { .prefecture(id, $0.key) }
            places += shown.zones.map { .zone(id, $0.id) }
            for digest in [shown.round.result.snapshot.digest] + shown.round.replaced {
                let code = String(digest.prefix(32))
                places += [.paper(code, nil)] + shown.zones.map { .paper(code, $0.id) }
            }
        }
        for ended in endings {
            places.append(.ranking(ended.id))
            places += ended.published.flatMap { digest -> [PublicPlace] in
                let code = String(digest.prefix(32))
                return [.paper(code, nil)] + ended.zones.map { .paper(code, $0) }
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
            return try page(place, in: language).map {
                SiteFile(content: .bytes($0), type: "text/html; charset=utf-8")
            }
        }
        return try data[path].map { SiteFile(content: try $0.make(), type: Self.type(of: path)) }
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
        let imprint = words.imprint
        guard let words = words.pages[language] else { return nil }
        let all = rounds[language]?.map(\.round) ?? []
        let own = place.round.flatMap { id in all.first { $0.round.id == id } }
        return PublicFrame(
            words: words, place: place, build: build,
            issuer: ((own ?? all.first)?.round.result.snapshot.value.round.issuer).map { words.text($0) } ?? "",
            imprint: imprint, isSpecimen: own.map(\.isSpecimen) ?? (!all.isEmpty && all.allSatisfy(\.isSpecimen)),
            isRooted: isRooted)
    }

    private func page(_ place: PublicPlace, in language: Language) throws -> [UInt8]? {
        guard let frame = frame(place, in: language) else { return nil }
        let shown = rounds[language] ?? []
        func round(_ id: RoundID) -> Shown? { shown.first { $0.round.round.id == id } }
        switch place {
        case .home: return frame.homePage(shown.map(\.round), endings)
        case .papers: return frame.papersPage()
        case .keys:
            return frame.publicKeysPage(
                standing.register.keys.map { ($0.key.text, $0.retired != nil) }, origin: standing.register.origin)
        case .help: return frame.publicHelpPage()
        case .accessibility: return frame.accessibilityPage()
        case .ranking(let id):
            return round(id).map { frame.rankingPage($0.round) }
                ?? endings.first { $0.id == id }.map { frame.endingPage($0) }
        case .kind(let id, let kind): return round(id).map { frame.rankingPage($0.round, .kind(kind)) }
        case .prefecture(let id, let key):
            return round(id).flatMap { found in
                found.round.prefectures.first { $0.key == key }.map {
                    frame.rankingPage(found.round, .prefecture($0))
                }
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
                    }, papers: found.papers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
                    bundle: Self.listed(found.bundle), isOlder: Self.isOlder(found))
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
        let certificate = standing.certificateEntries(on: day).last {
            $0.certificate.round == shown.round.id && $0.certificate.zone == id
        }
        return frame.zonePage(score, shown, explainer.explain(score, isFull: true), certificate)
    }

    private func paper(
        _ code: String, _ zone: ZoneID?, _ rounds: [PublishedRound], _ frame: PublicFrame
    ) -> [UInt8]? {
        if zone == nil, case .seen(let entry) = standing.certificate(called: code, on: day) {
            return frame.certificatePage(entry, rounds.first { $0.round.id == entry.certificate.round })
        }
        for shown in rounds {
            // A certificate of before there were codes is of its zone's result.
            let certificate = zone.flatMap { zone in
                standing.certificateEntries(on: day).last {
                    $0.certificate.round == shown.round.id && $0.certificate.zone == zone
                }
            }
            if shown.round.result.snapshot.digest.hasPrefix(code) {
                return frame.resultPaperPage(code, of: zone, shown, isReplaced: false, certificate)
            }
            if shown.round.replaced.contains(where: { $0.hasPrefix(code) }) {
                return frame.resultPaperPage(code, of: zone, shown, isReplaced: true, certificate)
            }
        }
        return endings.first { $0.published.contains { $0.hasPrefix(code) } }.map { frame.endingPage($0) }
    }

    // MARK: files

    private struct DataFile: Sendable {
        let path: String
        let name: String
        let make: @Sendable () throws -> SiteContent
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
        return made.map { name, make in DataFile(path: folder + name, name: name) { .bytes(try make()) } }
    }

    /// The bundle's, one by one and as an archive, which stand once for both languages.
    private static func files(of shown: Shown, _ log: SiteLog, _ leaves: SiteLog) throws -> [DataFile] {
        guard case .files(let files, let eventBytes, let leafBytes) = shown.bundle else { return [] }
        let folder = folder(of: .data(shown.round.round.id), in: .chinese)
        let contents = files.mapValues { SiteContent.bytes($0) }.merging([
            "events.ndjson": .log(log, eventBytes), "leaves": .log(leaves, leafBytes),
        ]) { own, _ in own }
        // A day that does not change: the same bundle is the same archive.
        let archive = try SiteContent.archive(contents, on: shown.round.round.result.notice?.from ?? "")
        return contents.map { name, content in
            DataFile(path: folder + "bundle/" + name, name: name) { content }
        } + [DataFile(path: folder + "bundle.zip", name: "bundle.zip") { archive }]
    }

    /// Notices, corrections, the finding: the very bytes that went out, once for both languages.
    private static func papers(of shown: Shown, _ evidence: EvidenceFolder) -> [DataFile] {
        let folder = folder(of: .data(shown.round.round.id), in: .chinese) + "papers/"
        return shown.papers.map { name, digest in
            DataFile(path: folder + name, name: name) {
                guard let bytes = try evidence.proven(digest) else { throw MissingPaper(name: name) }
                return .bytes(bytes)
            }
        }
    }

    /// Whether the bundle is of a result that was corrected since.
    private static func isOlder(_ shown: Shown) -> Bool {
        guard case .files(let files, _, _) = shown.bundle else { return false }
        return files["snapshot.json"] != shown.round.round.result.snapshotBytes
    }

    /// As the page of data lists it: nil where none was released, empty where it is gone.
    private static func listed(_ bundle: ReleasedBundle) -> [PublicFile]? {
        switch bundle {
        case .none: return nil
        case .gone: return []
        case .files(let files, let events, let leaves):
            let sizes = files.mapValues(\.count).merging(["events.ndjson": events, "leaves": leaves]) { own, _ in own }
            return sizes.sorted { $0.key < $1.key }.map { PublicFile(name: $0.key, size: $0.value) }
        }
    }

    private static func folder(of place: PublicPlace, in language: Language) -> String {
        place.folders(in: language).map { $0 + "/" }.joined()
    }

    private static let types = [
        "csv": "text/csv; charset=utf-8", "json": "application/json", "yaml": "text/plain; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf": "application/pdf", "zip": "application/zip", "md": "text/plain; charset=utf-8",
        "ndjson": "text/plain; charset=utf-8",
    ]

    private static func type(of name: String) -> String {
        types[String(name.split(separator: ".").last ?? "")] ?? "application/octet-stream"
    }
}
