// What today's faces cannot print is said where it enters: on paper a stand-in takes its place, long after anybody could mend it.

import AssessmentModel
import Foundation
import PlainText
import Reporting
import Telling
import Typesetting

/// Warns of characters that no face of the documents has; each text with where it stands.
///
/// The faces are opened only for text beyond everyday Chinese and English. Where they cannot be, nothing is said: the papers will.
func warnOfUnprintable(_ texts: [(place: String, text: String)], _ console: Console) {
    let strange = texts.filter { $0.text.unicodeScalars.contains { !isEveryday($0) } }
    guard !strange.isEmpty, let templates = try? loadTemplates(in: Installation.own.templates).get(),
        let fonts = try? FontBook(templates.fonts, cache: nil)
    else { return }
    for (place, text) in strange {
        let missing = fonts.missing(in: text)
        guard !missing.isEmpty else { continue }
        let names = missing.map { "\($0) (U+\(String($0.value, radix: 16, uppercase: true)))" }
        console.warn(
            Sentences.spoken(.unprintable, ["place": place, "characters": Sentences.spoken.list(names)]))
    }
}

private func isEveryday(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x20...0x7E, 0xB7, 0x2014, 0x2018...0x201D, 0x2026, 0x3001...0x3015, 0x3400...0x9FA5,
        0xFF01...0xFF5E:
        true
    default: false
    }
}

extension [Zone] {
    /// Their names, with where they stand in a list.
    var printed: [(place: String, text: String)] { map { ("\($0.id)", "\($0.name.zh) \($0.name.en ?? "")") } }
}

extension [Sheet] {
    /// Their comments.
    var printed: [(place: String, text: String)] {
        flatMap { sheet in
            sheet.comments.sorted { $0.key < $1.key }.map {
                (
                    Sentences.spoken(
                        .commentPlace,
                        ["seat": "\(sheet.seat)", "indicator": "\($0.key)", "zone": "\(sheet.zone)"]), $0.value
                )
            }
        }
    }
}
