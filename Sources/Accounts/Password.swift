// Which passwords are taken.

import AssessmentModel
package import EventModel
import PlainText
package import Reasons

/// A password in normal form C, so that it is the same from every keyboard. Nothing is taken off its ends.
package struct Password: Sendable {
    /// In Unicode scalars.
    package static let (least, most) = (8, 128)
    /// What is longer is not even brought into normal form.
    private static let mostBytes = 4096

    let text: String
    var bytes: [UInt8] { Array(text.utf8) }

    /// nil for what is longer than any password can be.
    package init?(_ typed: String) {
        guard typed.utf8.count <= Self.mostBytes else { return nil }
        text = NormalForm.c(typed)
    }

    /// Stands for a text that is no password, where something must be hashed.
    static let nobodys = Password(known: "")

    private init(known text: String) { self.text = text }

    /// Why an account may not have this password. Length counts, what it is made of does not (NIST SP 800-63B section 5.1.1.2).
    package static func problems(_ typed: String, of user: UserID) -> [Reason] {
        let tooLong = Reason(.passwordTooLong, field: "password", ["most": .number(most)])
        guard let password = Password(typed) else { return [tooLong] }
        let count = password.text.unicodeScalars.count
        if count < least { return [Reason(.passwordTooShort, field: "password", ["least": .number(least)])] }
        if count > most { return [tooLong] }
        return password.isCommon(for: user) ? [Reason(.passwordCommon, field: "password")] : []
    }

    private func isCommon(for user: UserID) -> Bool {
        let folded = text.lowercased()
        return folded == user.text || Set(folded).count == 1 || commonPasswords.contains(folded)
    }
}

/// What people choose first, in lower case; only such as are long enough.
private let commonPasswords: Set<String> = Set(
    """
    01234567 0123456789 10203040 11112222 11223344 12121212 12312312 123123123 1234512345 12341234 12344321 12345678
    12345678a 123456789 1234567890 1234567899 123456789a 12345678910 1234567891 1234qwer 123456abc 123456qwe 123qweasd
    123qwe123 13145200 1314520520 13141314 14725836 147258369 14789632 159357456 19491001 1q2w3e4r 1q2w3e4r5t 1qaz2wsx
    1qaz1qaz 1qazxsw2 20082008 20202020 31415926 3.1415926 321321321 5201314520 52013140 520520520 741852963 7758258
    77585210 87654321 963852741 987654321 9876543210 98765432 a1234567 a12345678 a123456789 aa123456 aa12345678
    abc12345 abc123456 abcd1234 abcd123456 abcdefgh abcdefg1 account1 admin123 admin888 admin1234 administrator
    adminadmin asd123456 asdasdasd asdf1234 asdfasdf asdfghjk asdfghjkl baobao123 baseball beijing1 beijing2008 changeme
    changeme1 chengguan computer dearbook dragon123 football hello123 heng1234 henghheng hengheng iloveyou iloveyou1
    internet jiangxi1 jiangxi123 jordan23 letmein1 letmein123 love1314 michael1 mima1234 mima12345 monkey123 nihao123
    p@ssw0rd p@ssword pa$$w0rd passw0rd password password! password1 password12 password123 pingguo1 princess q1w2e3r4
    q1w2e3r4t5 qazwsx123 qazwsxedc qazxswedc qq123456 qq123456789 qweasdzxc qwer1234 qwer12345 qwert123 qwerasdf
    qwerty123 qwertyui qwertyuiop qwqwqwqw root1234 shanghai starwars sunshine superman superman1 test1234 trustno1
    wang1234 wangyut2 wasd1234 welcome1 welcome123 wo123456 woaini123 woaini1314 woaini520 woaini521 woaiwojia wodemima
    xiazhili zaq12wsx zaq1zaq1 zhang123 zhangwei zxcvbnm1 zxcvbnm123 zxczxczxc
    """.split(whereSeparator: \.isWhitespace).map(String.init))
