// Schemes and programmes that came with the program: what a bureau may start from.

import AssessmentModel
import AuditLedger
import CriteriaLoading
import RoundLoading

/// What the installation offers, as far as it can be read; what is wrong with a file is told where it is brought by hand.
package struct Shipped: Sendable {
    package struct File: Sendable {
        /// Without `.yaml`.
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    struct KnownScheme: Sendable {
        let name: String
        let bytes: [UInt8]
        let digest: String
        let scheme: Scheme
    }

    struct KnownProgramme: Sendable {
        let name: String
        let bytes: [UInt8]
        let programme: Programme
    }

    let schemes: [KnownScheme]
    let programmes: [KnownProgramme]

    package init(schemes: [File] = [], programmes: [File] = []) {
        self.schemes = schemes.compactMap { file in
            guard case .value(let scheme) = loadScheme(file.bytes, file: file.name) else { return nil }
            return KnownScheme(
                name: file.name, bytes: file.bytes, digest: Hash.plain(file.bytes).hex, scheme: scheme)
        }
        self.programmes = programmes.compactMap { file in
            guard case .value(let programme) = loadProgramme(file.bytes, file: file.name) else { return nil }
            return KnownProgramme(name: file.name, bytes: file.bytes, programme: programme)
        }
    }
}
