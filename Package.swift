// swift-tools-version: 6.2
// Heng (衡): the targets and floors that Documentation/architecture.md draws.

import PackageDescription

/// Set by Tests/fuzz alone: every target is built to tell the fuzzer what it ran.
let isFuzzed = Context.environment["HENG_FUZZ"] != nil

let house: [SwiftSetting] =
    [
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
        .treatAllWarnings(as: .error),
    ] + (isFuzzed ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let collections = Target.Dependency.product(name: "HashTreeCollections", package: "swift-collections")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// A target of our own, under the house's settings.
func floor(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

/// The tests of one target; fixtures are read from the source tree.
func tests(_ subject: String, _ others: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: subject.prefix(1).uppercased() + subject.dropFirst() + "Tests",
        dependencies: [.byName(name: subject)] + others, exclude: ["Fixtures"], swiftSettings: house)
}

/// Not a test: the words in which tests of several targets compare problems.
let problemWords = Target.target(
    name: "ProblemWords", dependencies: ["AssessmentModel", "AuditLedger", "Reasons", "Telling"],
    path: "Tests/ProblemWords", swiftSettings: house)

let fuzzer = Target.executableTarget(
    name: "heng-fuzz", dependencies: ["AssessmentModel", "CriteriaLoading", "CZlib", "RoundLoading"], path: "Tests/Fuzzing",
    exclude: ["seeds.py", "words.dict"], swiftSettings: house + [.unsafeFlags(["-parse-as-library"])],
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])])

let package = Package(
    name: "heng",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .executableTarget(
            name: "heng",
            dependencies: [
                "Accounts", "AssessmentModel", "Assessing", "AuditLedger", "CriteriaLoading", "EventModel", "Exchange",
                "FileReading", "Pages", "PlainText", "Proving", "PublicSite", "Publishing", "Reasons", "Reporting", "RoundLoading",
                "RoundState", "Scoring", "Serving", "Storage", "Telling", "Typesetting", argumentParser, hummingbird,
            ], swiftSettings: house),
        floor(
            "Assessing",
            [
                "AssessmentModel", "AuditLedger", "EventModel", "FileReading", "PlainText", "Proving", "Reasons",
                "RoundState", "Scoring", "Storage",
            ]),
        floor(
            "Accounts",
            [
                "AssessmentModel", "AuditLedger", "EventModel", "PlainText", "Reasons", "Storage", crypto,
                cryptoExtras,
            ]),
        floor(
            "Proving", ["AssessmentModel", "AuditLedger", "EventModel", "Reasons", "RoundState", "Scoring", "Storage"]),
        floor(
            "RoundState",
            [
                "AssessmentModel", "AuditLedger", "CriteriaLoading", "EventModel", "PlainText", "Reasons", "Scoring",
                collections,
            ]),
        floor("EventModel", ["AssessmentModel", "AuditLedger", "PlainText", "Reasons"]),
        floor(
            "Publishing",
            [
                "AssessmentModel", "Assessing", "AuditLedger", "EventModel", "Proving", "Reasons", "Reporting",
                "RoundState", "Scoring", "Storage", "Telling",
            ]),
        floor(
            "PublicSite",
            [
                "Assessing", "AssessmentModel", "AuditLedger", "EventModel", "Exchange", "Pages", "Publishing",
                "RoundState", "Scoring", "Storage", "Telling",
            ]),
        floor(
            "Serving",
            [
                "Accounts", "AssessmentModel", "Assessing", "AuditLedger", "CZlib", "CriteriaLoading", "EventModel",
                "Exchange", "Pages", "PlainText", "Proving", "PublicSite", "Publishing", "Reasons", "Reporting", "RoundLoading",
                "RoundState", "Scoring", "Storage", "Telling", "Typesetting", hummingbird,
            ]),
        floor(
            "Pages",
            [
                "Accounts", "Assessing", "AssessmentModel", "AuditLedger", "EventModel", "Exchange", "Proving",
                "Reasons",
                "RoundState", "Scoring", "Telling", collections,
            ]),
        floor("Exchange", ["AssessmentModel", "AuditLedger", "CXLSXWriter", "CZlib", "Scoring", "Telling"]),
        floor("Reporting", ["AssessmentModel", "PDFRendering", "Reasons", "Scoring", "Telling", "Typesetting", yams]),
        floor("Telling", ["AssessmentModel", "AuditLedger", "Reasons", "Scoring", mustache, yams]),
        floor(
            "RoundLoading",
            ["AssessmentModel", "CriteriaLoading", "CZip", "EventModel", "FileReading", "PlainText", "Reasons"]),
        floor("CriteriaLoading", ["AssessmentModel", "PlainText", "Reasons", yams]),
        floor("Scoring", ["AssessmentModel"]),
        floor("Storage", ["AssessmentModel", "AuditLedger", "Reasons", grdb]),
        floor("PDFRendering", ["Typesetting", "CCairo"]),
        floor("AssessmentModel", ["Reasons", bigInt]),
        floor("AuditLedger", ["PlainText", "Reasons", crypto]),
        floor("FileReading", ["Reasons"]),
        floor("PlainText"),
        floor("Reasons"),
        floor("Typesetting", ["CHarfBuzz", "CQREncode", "Reasons"]),
        .systemLibrary(name: "CCairo", pkgConfig: "cairo-ft", providers: [.apt(["libcairo2-dev"])]),
        .systemLibrary(name: "CHarfBuzz", pkgConfig: "harfbuzz-subset", providers: [.apt(["libharfbuzz-dev"])]),
        .systemLibrary(
            name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        .executableTarget(
            name: "heng-benchmark", dependencies: ["AssessmentModel", "Scoring"], path: "Benchmarks/Scoring",
            swiftSettings: house),
        .executableTarget(
            name: "heng-ledger-benchmark",
            dependencies: [
                "AssessmentModel", "Assessing", "AuditLedger", "CriteriaLoading", "EventModel", "Proving", "Publishing",
                "RoundState", "Storage", collections, grdb,
            ],
            path: "Benchmarks/Ledger", swiftSettings: house),
        .executableTarget(
            name: "heng-batch",
            dependencies: ["AssessmentModel", "Assessing", "AuditLedger", "EventModel", "Storage"],
            path: "Tests/Reliability/Batch", swiftSettings: house),
        problemWords,
        tests("heng", ["Accounts", "Assessing", "EventModel", "ProblemWords", "RoundState", "Storage"]),
        tests(
            "Assessing",
            [
                "AssessmentModel", "AuditLedger", "CriteriaLoading", "ProblemWords", "EventModel", "Proving",
                "Publishing", "Reasons", "RoundState", "Scoring", "Storage", "Telling", collections, grdb,
            ]),
        tests(
            "Accounts",
            [
                "AssessmentModel", "Assessing", "AuditLedger", "EventModel", "Proving", "Reasons", "RoundState",
                "Storage", grdb,
            ]),
        tests(
            "Serving",
            [
                "Accounts", "AssessmentModel", "Assessing", "AuditLedger", "CriteriaLoading", "EventModel", "Exchange",
                "Pages", "Reasons", "Reporting", "RoundState", "Storage", hummingbird, hummingbirdTesting,
            ]),
        tests("Pages", ["AssessmentModel", "Assessing", "CriteriaLoading", "RoundState", "Telling"]),
        tests(
            "Telling",
            [
                "Accounts", "AssessmentModel", "AuditLedger", "ProblemWords", "EventModel", "Publishing", "Reasons",
                "RoundLoading",
                "RoundState", "Scoring",
            ]),
        tests(
            "Reporting",
            [
                "AssessmentModel", "ProblemWords", "Exchange", "Reasons", "RoundLoading", "Scoring", "Telling",
                "Typesetting",
            ]),
        tests("RoundLoading", ["AssessmentModel", "CriteriaLoading", "ProblemWords"]),
        tests("CriteriaLoading", ["AssessmentModel", "ProblemWords"]),
        tests("Scoring", ["AssessmentModel"]),
        tests("Storage", ["AuditLedger", grdb]),
        tests("PDFRendering", ["Typesetting"]),
        tests("AssessmentModel", ["ProblemWords", bigInt]),
        tests("AuditLedger", ["PlainText", "Reasons", crypto]),
        tests("FileReading", ["ProblemWords", "Reasons"]),
        tests("PlainText"),
        tests("Typesetting", ["Reasons"]),
    ] + (isFuzzed ? [fuzzer] : [])
)
