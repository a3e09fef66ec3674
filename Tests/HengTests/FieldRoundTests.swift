// Zones of one name, and characters that no font has, from the files to paper.

import Foundation
import Testing

@Suite struct FieldRoundTests {
    /// 鼓楼区 of 南京市 and 鼓楼区 of 徐州市 equal in everything; one comment of the first with ✅.
    private static let tied = Result<FieldRound, any Error> {
        try FieldRound { files in
            files["scheme.yaml"]?.replace("\nvetoes", with: "\nties: [{pillar: regulate}, {by: share}]\nvetoes")
            let marks = (files["marks.csv"] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            files["marks.csv"] = marks.map { line in
                let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                guard ["njgl", "xzgl"].contains(fields[0]) else { return String(line) }
                return (fields[..<3] + ["8.5"] + fields[4...]).joined(separator: ",")
            }.joined(separator: "\n").replacing("工作有基础", with: "整改✅已完成✅", maxReplacements: 1)
            files["facts.csv"]?.replace("njgl,rate,90", with: "njgl,rate,91")
        }
    }

    @Test func results_equalZonesOfOneName_nameThePrefecture() throws {
        let round = try Self.tied.get()
        for format in ["table", "csv"] {
            let text = try done(round.heng("results", "--format", format)).text
            for zone in ["南京市鼓楼区", "徐州市鼓楼区"] { #expect(text.contains(zone), "\(format)") }
            #expect(text.contains("与徐州市鼓楼区总分相同") && text.contains("与南京市鼓楼区并列"))
            #expect(!text.contains(/[^市]鼓楼区/), "\(format)")
        }
        let list = try done(round.heng("certificate", "list")).text
        #expect(list.contains("  南京市鼓楼区  ") && list.contains("  徐州市鼓楼区  "))
        #expect(list.contains("  双江拉祜族佤族布朗族傣族自治县  "), "a name of its own needs no prefecture")
    }

    @Test func documents_zonesOfOneName_nameThePrefecture() throws {
        let round = try Self.tied.get()
        try done(round.documents())
        #expect(try round.text(of: "notice.pdf").contains("南京市鼓楼区、徐州市鼓楼区总分同为"))
        #expect(try round.text(of: "score-sheet-njgl.pdf").contains("与徐州市鼓楼区总分相同"))
        for document in ["notice.pdf", "score-sheet-njgl.pdf", "certificate-njgl.pdf"] {
            let text = try round.text(of: document)
            #expect(text.contains("鼓楼区") && !text.contains(/[^市]鼓楼区/), "\(document)")
        }
        let vetoed = try FieldRound { $0["facts.csv"]?.append("xzgl,veto.fraud,yes\n") }
        try done(vetoed.documents())
        #expect(try vetoed.text(of: "notice.pdf").contains("徐州市鼓楼区：触发否决项"))
    }

    /// A paper claims only lines that the scheme has.
    @Test(arguments: [
        ("pass: {total: 60%}", "总分达到规定要求"), ("pass: {total: 60%, pillars: 10%}", "总分和各项一级指标均达到规定要求"),
        ("pass: {pillars: 10%}", "分，各项一级指标均达到规定要求"), ("", ""),
    ])
    func certificate_ofAScheme_claimsItsLinesAndNoOthers(lines: String, claim: String) throws {
        let round = try FieldRound { $0["scheme.yaml"]?.replace("pass: {total: 60%}", with: lines) }
        try done(round.documents())
        let text = try round.text(of: "certificate-njgl.pdf")
        #expect(text.contains("专家组评估，总分"))
        #expect(claim.isEmpty ? !text.contains("规定要求") : text.contains(claim), "\(text)")
        #expect(lines.contains("pillars") == text.contains("一级指标均"), "\(text)")
    }

    @Test func explain_nameOfTwoZones_isAmbiguousAndTheFullNameIsNot() throws {
        let round = try Self.tied.get()
        let ambiguous = try round.heng("explain", "--zone", "鼓楼区")
        #expect(ambiguous.status == 65 && ambiguous.output.isEmpty)
        #expect(
            ambiguous.errors.contains(
                "--zone: `鼓楼区` is ambiguous (it may mean 南京市鼓楼区 (njgl) or 徐州市鼓楼区 (xzgl))"), "\(ambiguous.errors)")
        let byName = try done(round.heng("explain", "--zone", "徐州市鼓楼区")).text
        #expect(try byName == done(round.heng("explain", "--zone", "xzgl")).text)
        #expect(byName.contains("创建对象：徐州市鼓楼区（xzgl）") && byName.contains("总分与南京市鼓楼区（njgl）相同"))
    }

    @Test func documents_withACharacterThatNoFontHas_areAllThereWithOneWarning() throws {
        let round = try Self.tied.get()
        let outcome = try done(round.documents())
        #expect(outcome.errors == "score-sheet-njgl.pdf: 〓 stands for U+2705 × 2\n")
        #expect(outcome.text.contains("wrote 13 documents to "))
        #expect(try round.text(of: "score-sheet-njgl.pdf").contains("整改✅已完成✅"), "the text behind the page keeps it")
    }

    @Test func documents_ofWhichOneCannotBeComposed_areWrittenWithoutIt() throws {
        let round = try Self.tied.get()
        let templates = round.folder.appending(path: "templates")
        try FileManager.default.copyItem(at: repository.appending(path: "Templates"), to: templates)
        let notice = templates.appending(path: "letter.yaml")
        let text = try String(contentsOf: notice, encoding: .utf8)
        try text.replacing("number: [28, 98.4, 156, 10.2]", with: "number: [28, 98.4, 9, 3]")
            .write(to: notice, atomically: true, encoding: .utf8)
        let folder = round.folder.appending(path: "others").path
        let outcome = try round.heng(
            "documents", "--as", "officer", "--output", folder, "--templates", templates.path)
        #expect(outcome.status == 70)
        #expect(outcome.text.contains("wrote 12 documents to "))
        #expect(outcome.errors.contains("notice.pdf: number: the text is "), "\(outcome.errors)")
        #expect(outcome.errors.hasSuffix("1 document not written\n"), "\(outcome.errors)")
        let written = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(written.count == 12 && !written.contains("notice.pdf"))
    }
}
