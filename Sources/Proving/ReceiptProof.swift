// Proving a receipt: one event with what its holder shows, by the keys that the caller knows.

package import AuditLedger
import Reasons

/// What a holder shows: an event of the ledger and values that it conceals.
package struct ProvenReceipt: Sendable {
    package let event: Event
    package let checkpoint: Checkpoint
    package let disclosed: [Disclosure]
}

/// Proves a receipt by the keys that the caller knows.
package func verify(receipt bytes: [UInt8], trusting keys: [VerifierKey]) -> Checked<ProvenReceipt> {
    do {
        let receipt = try Receipt(parsing: bytes)
        let origin = try Checkpoint(parsing: receipt.checkpoint.text).origin
        guard receipt.extra != nil else {
            throw LedgerError(.missing, .the(.receipt), Reason(.receiptWithoutEvent))
        }
        let extra = try CanonicalJSON(parsing: receipt.extra ?? [], as: .document)
        guard let text = extra["event"]?.stringValue, let values = extra["disclosures"]?.arrayValue,
            extra.objectValue?.count == 2
        else {
            throw LedgerError(.malformed, .the(.receipt), Reason(.receiptWithoutEvent))
        }
        let proven = try Receipt.verify(bytes, of: Array(text.utf8), keys: keys, origin: origin).get()
        let disclosed = try values.map { value in
            try Disclosure.verify(value.stringValue ?? "", in: proven.event).get()
        }
        return .holds(
            ProvenReceipt(event: proven.event, checkpoint: proven.checkpoint, disclosed: disclosed))
    } catch let error as LedgerError {
        return .fails(error)
    } catch {
        return .fails(LedgerError(.malformed, .the(.receipt), .unreadable(error)))
    }
}
