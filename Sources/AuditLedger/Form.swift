// What was expected where something else stands: a closed list of words.

package import Reasons

/// The form that a part of ledger material has; its words stand in messages under `form`.
package enum Form: String, Sendable, CaseIterable {
    // In canonical JSON.
    case value, end, colon, key, digit, integer, float, `true`, `false`, null
    case objectEnd = "object-end"
    case arrayEnd = "array-end"
    case stringEnd = "string-end"
    case plainKey = "plain-key"
    case asciiKey = "ascii-key"
    case anObject = "an object"
    case anArray = "an array"
    case aString = "a string"
    case anInteger = "an integer"
    case aTruthValue = "a truth value"
    // In events.
    case version, index, type, day, days, digests, text, texts, count, flag, id, code, digest, word, pairs, exclusions
    case orders, quotas, witness, edition, offset, moment, disclosure
    case certificateCode = "certificate-code"
    case digestsAscending = "digests-ascending"
    case eventID = "event-id"
    case quotasAscending = "quotas-ascending"
    // In notes, keys, receipts, lists.
    case number, hash
    case plainName = "plain-name"
    case verifierKey = "verifier-key"
    case signerKey = "signer-key"
    case blankLine = "blank-line"
    case signatureLine = "signature-line"
    case receiptExtra = "receipt-extra"
    case receiptIndex = "receipt-index"
    case disclosureLine = "disclosure-line"
    case sumLine = "sum-line"
    // What is not there.
    case noMark = "no-mark"
    case none

    package var told: Reason.Value { .term(.form, rawValue) }
}
