// An empty ledger begins: its first key, its place, its edition of the rules, its three administrators.

import AuditLedger
package import EventModel
import Reasons
import RoundState
import Storage

extension Ledger {
    /// Begins an empty ledger at a place, with its first key and the three administrators.
    package nonisolated func begin(
        _ administrators: [User], at moment: @autoclosure @escaping @Sendable () -> Moment,
        in place: PlaceOffset = .china,
        under edition: RulesEdition = .newest
    ) throws {
        try whenFree { try $0.beginNow(administrators, moment, place, edition) }
    }

    private func beginNow(
        _ administrators: [User], _ moment: () -> Moment, _ place: PlaceOffset, _ edition: RulesEdition
    ) throws {
        let secret = RequestSecret(using: &random)
        let request = EventID(using: &random)
        try changing { writing in
            guard fold.register.size == 0 else {
                throw Refusal(.ledgerBegun, ["ledger": .text(fold.register.origin)])
            }
            let key = signer.verifierKey
            let home = edition >= .second ? LedgerEvent.Home(place: place, edition: edition) : nil
            _ = try append(writing, request, moment(), nil, in: place, under: secret) { appender in
                try appender.append(
                    .genesis(origin: key.name, key: key.text, home: home),
                    concealing: home == nil ? [] : [.secret(secret.text)])
                for user in administrators { try appender.append(.userAdded, concealing: [.account(user)]) }
            }
        }
        try sign(by: [signer])
        publish()
    }
}
