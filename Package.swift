// swift-tools-version: 6.2
// Heng (衡): the targets and floors that Documentation/architecture.md draws.

import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

let bigInt = Target.Dependency.product(name: "BigInt", package: "BigInt")

let package = Package(
    name: "heng",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/attaswift/BigInt", exact: "6.0.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    ],
    targets: [
        .target(name: "AssessmentModel", dependencies: [bigInt], swiftSettings: house),
        .target(
            name: "AuditLedger", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: house),
        .target(name: "Scoring", dependencies: ["AssessmentModel"], swiftSettings: house),
        .target(
            name: "Storage",
            dependencies: ["AssessmentModel", "AuditLedger", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: house),
    ]
)
