// What a paper claims of itself, for programs: whose ledger it speaks of, which round and result, and what of it.

/// Stands in the file's information dictionary, each claim under a key of its own (ISO 32000-1, 14.3.3). It proves nothing: what the
/// ledger names is the digest of the whole file.
package struct PaperClaims: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case notice, correction, finding, decision, certificate
        case scoreSheet = "score-sheet"
        case expertSheet = "expert-sheet"
    }

    package let kind: Kind
    /// The origin line of the ledger's checkpoints.
    package let ledger: String
    package let round: RoundID
    /// The digest of the result that it was made from; nil for one that was made before there was any.
    package var snapshot: String?
    package var zone: ZoneID?
    /// Of a certificate.
    package var code: String?

    package init(
        _ kind: Kind, ledger: String, round: RoundID, snapshot: String? = nil, zone: ZoneID? = nil, code: String? = nil
    ) {
        self.kind = kind
        self.ledger = ledger
        self.round = round
        self.snapshot = snapshot
        self.zone = zone
        self.code = code
    }

    /// A claim by its key in the file.
    private enum Key: String, CaseIterable {
        case kind = "HengKind"
        case ledger = "HengLedger"
        case round = "HengRound"
        case snapshot = "HengSnapshot"
        case zone = "HengZone"
        case code = "HengCode"
    }

    /// The keys under which claims stand.
    package static let keys = Key.allCases.map(\.rawValue)

    /// By key; what is not claimed is left out.
    package var entries: [String: String] {
        let values: [Key: String?] = [
            .kind: kind.rawValue, .ledger: ledger, .round: round.text, .snapshot: snapshot, .zone: zone?.text,
            .code: code,
        ]
        return Dictionary(
            uniqueKeysWithValues: values.compactMap { key, value in value.map { (key.rawValue, $0) } })
    }

    /// nil unless it says what it is, of which ledger and which round.
    package init?(entries: [String: String]) {
        func text(_ key: Key) -> String? { entries[key.rawValue] }
        guard let kind = text(.kind).flatMap(Kind.init(rawValue:)), let ledger = text(.ledger),
            let round = text(.round), RoundID.accepts(round), text(.zone).map(ZoneID.accepts) ?? true
        else { return nil }
        self.init(
            kind, ledger: ledger, round: RoundID(round), snapshot: text(.snapshot),
            zone: text(.zone).map { ZoneID($0) },
            code: text(.code))
    }
}
