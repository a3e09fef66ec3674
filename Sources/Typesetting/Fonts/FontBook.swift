// The faces behind the font roles, loaded once and shared by all documents of a thread.

package import Foundation
import Reasons

/// Finds for every character of a role the face that draws it.
///
/// Each font file gives a base face with the characters of ordinary text, and for rarer ones (䶮, 喆) a small face for
/// each block of 256 code points, made when the first of them is needed. Two roles on one file share their faces.
/// Not Sendable: make one for each thread that lays out or writes, and keep it.
package final class FontBook {
    private let list = FaceList()
    private var stacks: [FontRole: FontStack] = [:]
    private let fallback: [FontRole]
    private var roles: [FontRole: RoleFaces] = [:]

    /// Opens the first file that exists for each role; its subsets are made when text asks for them.
    ///
    /// - Parameter cache: where subsets are kept from run to run; created when absent. Without it each run makes them anew.
    /// - Throws: `FontBookError` with every role that has no usable file.
    package init(_ sources: FontSources, cache: URL?) throws(FontBookError) {
        fallback = sources.fallback
        var opened: [FontFile: FontStack] = [:]
        var problems: [TypesettingProblem] = []
        for (role, candidates) in sources.roles.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            switch open(role, candidates, cache, &opened) {
            case .success(let stack): stacks[role] = stack
            case .failure(let error): problems += error.problems
            }
        }
        problems += fallback.filter { sources.roles[$0] == nil }.map(TypesettingProblem.unknownRole)
        if !problems.isEmpty { throw FontBookError(problems: problems) }
    }

    /// The face of that number.
    package func face(_ id: FaceID) -> FontFace { list.faces[id.index] }

    /// The characters of a text, in normal form C, that no page shows in every role: those that no font has, and those that
    /// are left out of every page. In the order of the text, each once. Makes no face: one comment takes no time.
    package func missing(in text: String) -> [Unicode.Scalar] {
        var asked: Set<Unicode.Scalar> = []
        return text.unicodeScalars.filter { character in
            guard !character.isLayout, !character.joinsUnseen, asked.insert(character).inserted else { return false }
            return character.isLeftOut || !isShown(character)
        }
    }

    private func isShown(_ character: Unicode.Scalar) -> Bool {
        fallback.contains { stacks[$0]?.contains(character) == true }
            || stacks.values.allSatisfy { $0.contains(character) }
    }

    func knows(_ role: FontRole) -> Bool { stacks[role] != nil }

    /// The faces of a role: of its own font, else of the fallback roles in order.
    func faces(of role: FontRole) -> RoleFaces {
        if let known = roles[role] { return known }
        let faces = RoleFaces(([role] + fallback).compactMap { stacks[$0] })
        roles[role] = faces
        return faces
    }

    private func open(
        _ role: FontRole, _ candidates: [FontFile], _ cache: URL?, _ opened: inout [FontFile: FontStack]
    ) -> Result<FontStack, FontBookError> {
        guard let file = candidates.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
            return .failure(FontBookError(problems: [.missingFont(role, candidates)]))
        }
        if let stack = opened[file] { return .success(stack) }
        guard let subsetter = FontSubsetter(file, cache: cache), subsetter.contains("A") else {
            return .failure(FontBookError(problems: [.unusableFont(role, file)]))
        }
        let stack = FontStack(subsetter, list)
        opened[file] = stack
        return .success(stack)
    }
}

extension TypesettingProblem {
    fileprivate static func missingFont(_ role: FontRole, _ candidates: [FontFile]) -> TypesettingProblem {
        let packages = candidates.compactMap(\.package)
        let told = Reason.Value.text(role.rawValue)
        return TypesettingProblem(
            code: .fontMissing,
            reason: candidates.isEmpty
                ? Reason(.fontUnnamed, ["role": told])
                : Reason(.fontMissing, ["role": told, "files": .list(candidates.map { .text($0.path) })]),
            hint: packages.isEmpty
                ? Reason(.fontFileNeeded)
                : Reason(.fontInstalled, ["packages": .choice(packages.map { .text($0) })]))
    }

    fileprivate static func unusableFont(_ role: FontRole, _ file: FontFile) -> TypesettingProblem {
        TypesettingProblem(
            code: .fontUnusable,
            reason: Reason(
                .fontUnusable,
                ["role": .text(role.rawValue), "file": .text(file.path), "face": .number(file.index)]),
            hint: Reason(.fontReadable))
    }

    fileprivate static func unknownRole(_ role: FontRole) -> TypesettingProblem {
        TypesettingProblem(
            code: .roleUnknown, reason: Reason(.fallbackWithoutFont, ["role": .text(role.rawValue)]),
            hint: Reason(.fallbackNeedsFiles))
    }
}
