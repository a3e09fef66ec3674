// Files of drafts: brought part by part or in one, looked at before they count, kept beside the database until they are handed in.

package import AssessmentModel
import AuditLedger
package import EventModel
import Foundation
import HashTreeCollections
import PlainText
package import Reasons
import RoundState
import Storage

/// A file of a draft.
package struct DraftFile: Sendable, Equatable {
    /// nil: it speaks for the whole.
    package let indicator: CriterionID?
    package let name: String
    package let digest: String
    /// In bytes.
    package let size: Int
    /// Whether a scanner of the operator's let it through.
    package let isScanned: Bool
    /// Whether its bytes are at hand.
    package let isThere: Bool
    /// nil: it came with what was handed in before.
    package let at: Moment?
}

/// A file on its way.
package struct DraftUpload: Sendable, Equatable {
    package let place: DraftPlace
    package let indicator: CriterionID?
    package let name: String
    /// In bytes.
    package let size: Int
    /// SHA-256 of all its bytes, in hexadecimal.
    package let digest: String

    package init(place: DraftPlace, indicator: CriterionID?, name: String, size: Int, digest: String) {
        self.place = place
        self.indicator = indicator
        self.name = kept(name)
        self.size = size
        self.digest = digest
    }
}

/// How much may be on its way.
package enum DraftLimit {
    /// Bytes of one part of a file.
    package static let part = 1 << 20
    /// Files of one draft; more no desk will read.
    package static let files = 200
    /// Files of one zone that are not whole.
    package static let halves = 8
    /// Seconds that a half file waits for its rest.
    package static let patience = 7 * 86_400
}

extension DraftFile {
    init(_ row: DraftFileRow, _ store: Store) {
        self.init(
            indicator: row.indicator.isEmpty ? nil : CriterionID(row.indicator), name: row.name, digest: row.digest,
            size: row.size, isScanned: row.isScanned,
            isThere: store.uploads.holds(row.digest, of: row.zone) || store.evidence.holds(row.digest),
            at: Moment(seconds: row.at))
    }

    init(_ evidence: Evidence, _ store: Store) {
        self.init(
            indicator: evidence.indicator, name: evidence.name, digest: evidence.digest, size: evidence.size ?? 0,
            isScanned: false, isThere: store.evidence.holds(evidence.digest), at: nil)
    }
}

/// What the first bytes, or all of them, say against a file.
package func fault(of name: String, head: some Collection<UInt8>, isWhole: Bool) -> Reason? {
    let starts = { (bytes: [UInt8]) in head.starts(with: bytes) }
    let ends = [".exe", ".dll", ".msi", ".scr", ".com", ".bat", ".cmd", ".vbs", ".ps1", ".jar", ".apk", ".sh"]
    let low = name.lowercased()
    if starts(Array("MZ".utf8)) || starts([0x7F, 0x45, 0x4C, 0x46]) || starts(Array("#!".utf8))
        || ends.contains(where: { low.hasSuffix($0) })
    {
        return Reason(.fileIsProgram, .file(name), field: "evidence")
    }
    // ISO 32000-1, 7.6.1: the trailer of an encrypted document has the entry Encrypt.
    if isWhole, starts(Array("%PDF-".utf8)), Data(head).range(of: Data("/Encrypt".utf8)) != nil {
        return Reason(.fileIsLocked, .file(name), field: "evidence")
    }
    return nil
}

extension Ledger {
    /// Begins a file, or goes on with it.
    /// - Returns: how many bytes of it are there; all of them where it is there already.
    /// - Throws: `Refusal` where it may not come; what the store throws.
    package nonisolated func begin(
        _ upload: DraftUpload, head: [UInt8], by user: UserID, at moment: Moment
    ) throws -> Int {
        let writable = try writable(upload.place, by: user, at: moment)
        var reasons = refusals(of: upload, in: writable)
        if let fault = fault(of: upload.name, head: head, isWhole: false) { reasons.append(fault) }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        try sweepUploads(at: moment)
        let halves = try store.read { try $0.draftFiles(of: writable.zone.text) }.filter { !$0.isWhole }
        if !halves.contains(where: { $0.isOf(upload) }), halves.count >= DraftLimit.halves,
            let oldest = halves.min(by: { $0.at < $1.at })
        {
            // Whoever closed a browser on it does not come back to cancel it.
            try store.write { writing in
                _ = try writing.removeDraftFile(
                    oldest.digest, for: oldest.indicator, of: oldest.zone, at: oldest.place)
            }
            store.uploads.remove(half: oldest.digest, of: oldest.zone)
        }
        try store.write { writing in
            try ownFiles(writable, writing, by: user, at: moment)
            try writing.put(writable.row(upload, isWhole: false, by: user, at: moment))
        }
        return store.uploads.count(ofHalf: upload.digest, of: writable.zone.text)
    }

    /// Takes the part that begins where the bytes before it end.
    /// - Returns: how many bytes are there now, and the file once all are.
    /// - Throws: `Refusal` where it is no file on its way, or is one that may not come; what the store throws.
    package nonisolated func add(
        _ bytes: [UInt8], at offset: Int, of upload: DraftUpload, by user: UserID, at moment: Moment
    ) throws -> (count: Int, file: DraftFile?) {
        let writable = try writable(upload.place, by: user, at: moment)
        let (zone, uploads) = (writable.zone.text, store.uploads)
        let rows = try store.read { try $0.draftFiles(of: zone) }
        guard let row = rows.first(where: { $0.isOf(upload) && !$0.isWhole }) else {
            throw Refusal(.uploadDiffers, .file(upload.name.isEmpty ? "–" : upload.name), field: "evidence")
        }
        // What it is called and how large it is, was said when it began.
        let upload = DraftUpload(
            place: upload.place, indicator: upload.indicator, name: row.name, size: row.size, digest: row.digest)
        let there = uploads.count(ofHalf: upload.digest, of: zone)
        guard offset == there, offset + bytes.count <= row.size, bytes.count <= DraftLimit.part else {
            return (there, nil)
        }
        if offset == 0, let fault = fault(of: row.name, head: bytes.prefix(16), isWhole: false) {
            try cancel(upload, by: user, at: moment)
            throw Refusal([fault])
        }
        try uploads.write(bytes, at: offset, ofHalf: upload.digest, of: zone)
        let count = offset + bytes.count
        guard count == row.size else { return (count, nil) }
        return (count, try finish(upload, in: writable, by: user, at: moment))
    }

    /// A file in one, as a form brings it.
    /// - Throws: as `begin` and `add`.
    @discardableResult
    package nonisolated func add(
        _ bytes: [UInt8], named name: String, to place: DraftPlace, for indicator: CriterionID?, by user: UserID,
        at moment: Moment
    ) throws -> DraftFile {
        let upload = DraftUpload(
            place: place, indicator: indicator, name: name, size: bytes.count, digest: Hash.plain(bytes).hex)
        let writable = try writable(place, by: user, at: moment)
        var reasons = refusals(of: upload, in: writable)
        if let fault = fault(of: upload.name, head: bytes, isWhole: true) { reasons.append(fault) }
        guard reasons.isEmpty else { throw Refusal(reasons) }
        try store.write { writing in
            try ownFiles(writable, writing, by: user, at: moment)
            try writing.put(writable.row(upload, isWhole: false, by: user, at: moment))
        }
        try store.uploads.write(bytes, at: 0, ofHalf: upload.digest, of: writable.zone.text)
        return try finish(upload, in: writable, by: user, at: moment)
    }

    /// All bytes are there: they are the right ones, no program, not locked, and whoever scans has nothing against them.
    private nonisolated func finish(
        _ upload: DraftUpload, in writable: WritableDraft, by user: UserID, at moment: Moment
    ) throws -> DraftFile {
        let (zone, uploads) = (writable.zone.text, store.uploads)
        let bytes = try uploads.bytes(ofHalf: upload.digest, of: zone)
        do {
            guard Hash.plain(bytes).hex == upload.digest else {
                throw Refusal(.uploadDiffers, .file(upload.name), field: "evidence")
            }
            if let fault = fault(of: upload.name, head: bytes, isWhole: true) { throw Refusal([fault]) }
            try uploads.finish(upload.digest, of: zone, accepting: limits.accept)
        } catch let refusal as Refusal {
            try cancel(upload, by: user, at: moment)
            throw refusal
        }
        let row = writable.row(upload, isWhole: true, isScanned: limits.isScanning, by: user, at: moment)
        try store.write { try $0.put(row) }
        return DraftFile(row, store)
    }

    /// Takes a file out of a draft, whole or on its way.
    /// - Throws: `Refusal` where the draft may not be written; what the store throws.
    package nonisolated func cancel(_ upload: DraftUpload, by user: UserID, at moment: Moment) throws {
        let writable = try writable(upload.place, by: user, at: moment)
        let zone = writable.zone.text
        let isNamed = try store.write { writing in
            try ownFiles(writable, writing, by: user, at: moment)
            _ = try writing.removeDraftFile(
                upload.digest, for: upload.indicator?.text ?? "", of: zone, at: upload.place.text)
            return try writing.reading.draftFiles(of: zone).contains { $0.digest == upload.digest }
        }
        guard !isNamed else { return }
        store.uploads.remove(half: upload.digest, of: zone)
        store.uploads.remove(upload.digest, of: zone)
    }

    /// The bytes of a file of an own draft; nil where none has it.
    /// - Throws: what the store throws.
    package nonisolated func draftBytes(_ digest: String, for viewer: Viewer) throws -> (name: String, bytes: [UInt8])?
    {
        guard let zone = standing.ownZone(of: viewer) else { return nil }
        let rows = try store.read { try $0.draftFiles(of: zone.id.text) }
        let handed = standing.register.applications.values.filter { $0.zone == zone.id }.flatMap(\.evidence)
        let name = rows.first { $0.digest == digest && $0.isWhole }?.name ?? handed.first { $0.digest == digest }?.name
        guard let name else { return nil }
        let bytes = try store.uploads.bytes(of: digest, of: zone.id.text) ?? store.evidence.proven(digest)
        return bytes.map { (name, $0) }
    }

    /// Removes what no draft names any more, and halves that nobody went on with.
    package nonisolated func sweepUploads(at moment: Moment) throws {
        let rows = try store.write { writing in
            try writing.removeHalfFiles(before: moment.seconds - DraftLimit.patience)
            return try writing.reading.draftFiles()
        }
        let named = Dictionary(grouping: rows, by: \.zone).mapValues { Set($0.map(\.digest)) }
        store.uploads.sweep(
            keeping: { zone, digest in named[zone]?.contains(digest) ?? false }, halvesSince: moment.seconds - 3600)
    }

    /// The files of what was returned become the draft's own, before one of them is taken out or another put in.
    private nonisolated func ownFiles(
        _ writable: WritableDraft, _ writing: Writing, by user: UserID, at moment: Moment
    ) throws {
        guard case .call = writable.place, let draft = writable.draft, !draft.ownsFiles,
            let version = draft.returned?.version
        else { return }
        let zone = writable.zone.text
        let mark = try writing.reading.draftField(ApplicationDraft.ownFiles, of: zone, at: writable.place.text)
        guard mark?.value != "\(version)" else { return }
        for file in draft.files where file.at == nil {
            let upload = DraftUpload(
                place: writable.place, indicator: file.indicator, name: file.name, size: file.size, digest: file.digest)
            try writing.put(writable.row(upload, isWhole: true, by: user, at: moment))
        }
        try writing.put(
            DraftFieldRow(
                zone: zone, place: writable.place.text, field: ApplicationDraft.ownFiles, value: "\(version)",
                version: 1, author: user.text, at: moment.seconds))
    }

    /// Why a file may not come, by its size, its name, and how much there is already.
    private nonisolated func refusals(of upload: DraftUpload, in writable: WritableDraft) -> [Reason] {
        let quota = limits.quota
        var reasons: [Reason] = []
        if upload.size <= 0 { reasons.append(Reason(.fileEmpty, .file(upload.name), field: "evidence")) }
        if upload.size > quota.file {
            reasons.append(
                Reason(
                    .fileTooLarge, .file(upload.name), field: "evidence",
                    ["size": .number(upload.size), "most": .number(quota.file)]))
        }
        // Nothing is reckoned with a size that no file has.
        guard reasons.isEmpty else { return reasons }
        let known = writable.draft.map { Set($0.indicators.map(\.id)) } ?? []
        if let indicator = upload.indicator, !known.contains(indicator) {
            return [Reason(.indicatorUnknown, .indicator(indicator), field: "evidence")]
        }
        if upload.name.isEmpty {
            reasons.append(Reason(.uploadDiffers, .file("–"), field: "evidence"))
        } else if let fault = refusal(ofText: upload.name, as: .line, atMost: TextLimit.name) {
            reasons.append(fault.reason(in: .term(.field, "evidence"), named: "evidence"))
        }
        let files = writable.files
        if files.contains(where: { $0.digest == upload.digest && $0.indicator == upload.indicator }) {
            reasons.append(Reason(.draftFileTwice, .file(upload.name), field: "evidence"))
        }
        if files.count >= DraftLimit.files {
            reasons.append(Reason(.filesTooMany, field: "evidence", ["most": .number(DraftLimit.files)]))
        }
        let had = standing.register.evidenceBytes(of: writable.zone)
        let total = had + files.filter { !store.evidence.holds($0.digest) }.reduce(0) { $0 + $1.size } + upload.size
        if total > quota.zone {
            reasons.append(
                Reason(
                    .zoneEvidenceFull, .zone(writable.zone), field: "evidence",
                    ["had": .number(had), "total": .number(total), "most": .number(quota.zone)]))
        }
        return reasons
    }

    /// - Throws: `Refusal` where nothing may be written there.
    nonisolated func writable(_ place: DraftPlace, by user: UserID, at moment: Moment) throws -> WritableDraft {
        switch place {
        case .call(let call):
            let draft = try ownDraft(under: call, for: Viewer(user), at: moment)
            return WritableDraft(place: place, zone: draft.zone.id, draft: draft, files: draft.files)
        case .request(let round, let event):
            let supply = try supplyDraft(round, event, by: user)
            return WritableDraft(place: place, zone: supply.zone, draft: nil, files: supply.files)
        }
    }
}

/// A draft that its zone may write now.
struct WritableDraft {
    let place: DraftPlace
    let zone: ZoneID
    let draft: ApplicationDraft?
    let files: [DraftFile]

    fileprivate func row(
        _ upload: DraftUpload, isWhole: Bool, isScanned: Bool = false, by user: UserID, at moment: Moment
    ) -> DraftFileRow {
        DraftFileRow(
            zone: zone.text, place: place.text, indicator: upload.indicator?.text ?? "", digest: upload.digest,
            name: upload.name, size: upload.size, isWhole: isWhole, isScanned: isScanned, author: user.text,
            at: moment.seconds)
    }
}

extension DraftFileRow {
    fileprivate func isOf(_ upload: DraftUpload) -> Bool {
        place == upload.place.text && digest == upload.digest && indicator == (upload.indicator?.text ?? "")
    }
}
