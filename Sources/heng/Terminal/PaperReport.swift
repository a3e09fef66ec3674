// What holding a paper against the ledger gave, as `heng verify` tells it.

import AssessmentModel
import EventModel
import Proving
import RoundState
import Telling

extension VerifyReport {
    /// First whether it holds, then what the file claims, then what the ledger says of it.
    func paper(_ proof: PaperProof, _ subject: String, on day: String) -> (holds: Bool, text: String) {
        let why = reason(against: proof, on: day)
        var values = ["subject": subject, "origin": proof.origin]
        values["why"] = why
        // Whatever was put behind the ledger's bytes may change every page: only they are proven.
        let head =
            proof.isNamed && proof.hasAdditions
            ? self(.paperAdditions, values)
            : why == nil ? self(.paperHolds, values) : self(proof.isNamed ? .paperNoLonger : .paperFails, values)
        let lines = [head] + claims(proof) + [found(proof)]
        return (
            why == nil && !proof.hasAdditions,
            (lines + [self(proof.isKeyTrusted ? .keyTrusted : .keyOwn)]).joined(separator: "\n")
        )
    }

    /// What keeps it from holding: the ledger's own paper, too, may have been taken back.
    private func reason(against proof: PaperProof, on day: String) -> String? {
        let old = proof.isOfOldResult ? self(.paperOldResult, ["snapshot": proof.newestResult ?? ""]) : nil
        switch proof.finding {
        case .altered: return self(.paperAltered)
        case .foreign(let origin): return self(.paperForeign, ["origin": origin])
        case .unnamed: return self(.paperUnnamed)
        case .strange: return self(.paperStrange)
        case .paper(let named):
            return named.replacedOn.map { self(.paperReplaced, ["day": $0, "name": named.name]) } ?? old
        case .certificate(let known):
            let revoked = ["day": known.revokedOn ?? ""]
            return switch known.validity(on: day) {
            case .valid: old
            case .expired: self(.paperExpired, ["day": known.to])
            case .revoked: self(.paperRevoked, revoked)
            case .corrected:
                self(.paperCorrected, revoked.merging(["certificate": known.replacedBy?.text ?? ""]) { $1 })
            }
        }
    }

    private func claims(_ proof: PaperProof) -> [String] {
        let digest = self(
            .paperDigest, ["digest": proof.digest, "part": proof.hasAdditions ? "1" : nil].compactMapValues { $0 })
        guard let claims = proof.claims else { return [digest] }
        var values = ["kind": self(claims.kind.phrase), "round": claims.round.text, "ledger": claims.ledger]
        values["zone"] = claims.zone?.text
        values["code"] = claims.code
        values["snapshot"] = claims.snapshot
        return [self(.paperClaims, values), digest]
    }

    private func found(_ proof: PaperProof) -> String {
        switch proof.finding {
        case .certificate(let known):
            self(
                .paperCertificate,
                ["certificate": known.id.text, "from": known.from, "to": known.to, "code": known.paper?.code ?? ""])
        case .paper(let named):
            self(.paperNamed, ["name": named.name, "day": named.day, "round": named.round.text])
        case .altered, .foreign, .unnamed, .strange: self(.advicePaper)
        }
    }
}

extension PaperProof {
    /// Whether the ledger names exactly these bytes.
    fileprivate var isNamed: Bool {
        switch finding {
        case .certificate, .paper: true
        case .altered, .foreign, .unnamed, .strange: false
        }
    }
}

extension PaperClaims.Kind {
    fileprivate var phrase: VerifyPhrase {
        switch self {
        case .notice: .kindNotice
        case .correction: .kindCorrection
        case .finding: .kindFinding
        case .decision: .kindDecision
        case .certificate: .kindCertificate
        case .scoreSheet: .kindScoreSheet
        case .expertSheet: .kindExpertSheet
        }
    }
}
