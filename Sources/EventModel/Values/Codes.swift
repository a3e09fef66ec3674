// Codes of seats and candidates, and the one spelling of a witness.

package import AssessmentModel

/// 100 random bits as 20 letters of Crockford's base 32, which has no look-alikes.
package func randomCode<Subject>(using random: inout some RandomNumberGenerator) -> Identifier<Subject> {
    Identifier(randomLetters(codeLength, using: &random))
}

/// 50 random bits as 10 such letters: short enough to be typed from paper, and nobody's to guess.
package func randomCertificateCode(using random: inout some RandomNumberGenerator) -> String {
    randomLetters(certificateCodeLength, using: &random)
}

/// Whether a text is of the form that `randomCode` gives.
package func isRandomCode(_ text: String) -> Bool { isOfCodeLetters(text, codeLength) }

/// Whether a text is of the form that `randomCertificateCode` gives.
package func isCertificateCode(_ text: String) -> Bool { isOfCodeLetters(text, certificateCodeLength) }

private func randomLetters(_ count: Int, using random: inout some RandomNumberGenerator) -> String {
    String((0..<count).map { _ in codeLetters[Int.random(in: 0..<32, using: &random)] })
}

private func isOfCodeLetters(_ text: String, _ count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { isCodeLetter[Int($0)] }
}

private let codeLength = 20
private let certificateCodeLength = 10
private let codeLetters = Array("0123456789abcdefghjkmnpqrstvwxyz")
private let isCodeLetter: [Bool] = {
    var known = [Bool](repeating: false, count: 256)
    for letter in codeLetters.flatMap(\.utf8) { known[Int(letter)] = true }
    return known
}()

extension SeatID {
    /// The first four letters in capitals: what is printed. The draw keeps them distinct within a zone.
    package var shortCode: String { text.prefix(4).uppercased() }
}

/// One spelling of a number: its runs of digits, parted by single spaces. Else the spelling could be chosen for its outcome.
package func plainWitness(_ text: String) -> String {
    let half = text.unicodeScalars.map { scalar in
        (0xFF10...0xFF19).contains(scalar.value)
            ? Character(Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30))) : Character(scalar)
    }
    return half.split { !("0"..."9").contains($0) }.map { String($0) }.joined(separator: " ")
}
