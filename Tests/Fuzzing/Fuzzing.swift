// Bytes that nobody meant → the loaders: nothing may crash, hang or swell, and the two readers of marks must agree.
//
// Built by Tests/fuzz with -sanitize=fuzzer; libFuzzer calls `fuzzOne` with inputs that reach new code. The first byte of
// an input says which loader gets the rest.

import AssessmentModel
import CZlib
import CriteriaLoading
import Foundation
import RoundLoading

/// libFuzzer's own main under another name (LLVM, FuzzerInterface.h).
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ one: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

@main
struct Fuzzing {
    static func main() {
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(runFuzzer(&count, &arguments) { fuzzOne($0, $1) })
    }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start[0] {
    case UInt8(ascii: "s"): loadAsScheme(bytes)
    case UInt8(ascii: "m"): loadAsMarks(bytes)
    case UInt8(ascii: "f"): loadAsFacts(bytes)
    case UInt8(ascii: "z"): _ = loadZones(bytes, file: "zones.csv")
    case UInt8(ascii: "w"): loadAsWorkbook(workbook(of: bytes))
    case UInt8(ascii: "x"): loadAsWorkbook(bytes)
    case UInt8(ascii: "p"): _ = loadPanel(bytes, file: "panel.csv")
    default: break
    }
    return 0
}

private func loadAsScheme(_ bytes: [UInt8]) {
    switch loadScheme(bytes, file: "scheme.yaml") {
    case .value(let scheme):
        precondition(scheme.points > 0, "a scheme that loads has points")
        precondition(!scheme.indicators.isEmpty, "a scheme that loads has indicators")
    case .problems(let problems): precondition(!problems.isEmpty, "what does not load has problems")
    }
}

private func loadAsMarks(_ bytes: [UInt8]) {
    for encoding in TextEncoding.allCases {
        _ = loadMarks(bytes, file: "marks.csv", scheme: sample, encoding: encoding)
    }
    let table = bytes.withUnsafeBufferPointer { loadMarkTable($0, scheme: sample) }
    guard let table else { return }
    guard case .value(let sheets) = loadMarks(bytes, file: "marks.csv", scheme: sample) else {
        preconditionFailure("the quick reader takes what the thorough one refuses")
    }
    precondition(
        Set(table.runs.indices.map { Marks(table.sheet($0)) }) == Set(sheets.map(Marks.init)),
        "the two readers read different marks")
}

private func loadAsFacts(_ bytes: [UInt8]) {
    for encoding in TextEncoding.allCases {
        _ = loadFacts(bytes, file: "facts.csv", scheme: sample, encoding: encoding)
    }
}

/// As a table, and as what an expert brings back.
private func loadAsWorkbook(_ bytes: [UInt8]) {
    _ = loadFacts(bytes, file: "facts.xlsx", scheme: sample)
    _ = loadMarks(bytes, file: "marks.xlsx", scheme: sample)
    _ = loadOfflineSheets(bytes, file: "offline.xlsx")
}

/// The smallest workbook around the XML of one sheet, stored and not packed, so that what is tried reaches the reader.
private func workbook(of sheet: [UInt8]) -> [UInt8] {
    let book = """
        <workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>
        """
    let links = """
        <Relationships><Relationship Id="r1" Type="/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
        """
    let parts: [(String, [UInt8])] = [
        ("xl/workbook.xml", Array(book.utf8)), ("xl/_rels/workbook.xml.rels", Array(links.utf8)),
        ("xl/worksheets/sheet1.xml", sheet),
    ]
    var (file, directory) = ([UInt8](), [UInt8]())
    for (name, content) in parts {
        let sum = UInt32(crc32(0, content, UInt32(content.count)))
        // Version, flags, method, time and day; then sum, sizes, and the lengths of name and more (APPNOTE 4.3.7).
        let head: [[UInt8]] = [
            little(20, 2), little(0, 8), little(sum, 4), little(UInt32(content.count), 4),
            little(UInt32(content.count), 4), little(UInt32(name.utf8.count), 2), little(0, 2),
        ]
        let place = UInt32(file.count)
        file += little(0x0403_4B50, 4) + head.joined() + Array(name.utf8) + content
        directory += little(0x0201_4B50, 4) + little(20, 2) + head.joined()
        directory += [UInt8](repeating: 0, count: 10) + little(place, 4) + Array(name.utf8)
    }
    let (start, count) = (UInt32(file.count), UInt32(parts.count))
    file += directory + little(0x0605_4B50, 4) + little(0, 4) + little(count, 2) + little(count, 2)
    return file + little(UInt32(directory.count), 4) + little(start, 4) + little(0, 2)
}

private func little(_ number: UInt32, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { $0 < 4 ? UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) : 0 }
}

/// A sheet without its comments, which the quick reader passes over.
private struct Marks: Hashable {
    let zone: ZoneID
    let seat: SeatID
    let isRecused: Bool
    let marks: [CriterionID: Fraction]

    init(_ sheet: Sheet) { (zone, seat, isRecused, marks) = (sheet.zone, sheet.seat, sheet.isRecused, sheet.marks) }
}

private let sample: Scheme = {
    let text = """
        scheme: sample
        status: specimen
        title: {zh: 样}
        marks: {step: 0.5}
        aggregate: {method: mean}
        bonus: {cap: 2, items: [{id: bonus.a, title: {zh: 加}, points: 2}]}
        vetoes: [{id: veto.a, title: {zh: 底}}]
        criteria:
          - id: p
            title: {zh: 甲}
            points: 12
            children:
              - {id: p.1, title: {zh: 一}, points: 4, by: experts, comment: below 50%}
              - {id: p.2, title: {zh: 二}, points: 2, by: experts}
              - {id: p.3, title: {zh: 三}, points: 2, by: experts, marks: yes-no}
              - {id: p.4, title: {zh: 四}, points: 4, by: rule, fact: share, rule: {proportion: {target: 10}}}
        """
    switch loadScheme(Array(text.utf8), file: "sample.yaml") {
    case .value(let scheme): return scheme
    case .problems(let problems): preconditionFailure("the sample does not load: \(problems)")
    }
}()
