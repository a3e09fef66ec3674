// Passwords, codes and tokens by themselves, held against the standards' own numbers.

import AssessmentModel
import EventModel
import Foundation
import Reasons
import Testing

@testable import Accounts

@Suite struct SecretTests {
    // MARK: passwords

    /// RFC 7914 section 12, all but the one that takes a gigabyte.
    @Test(arguments: [
        (
            "", "", 4, 1, 1,
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", 10, 8, 16,
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
        (
            "pleaseletmein", "SodiumChloride", 14, 8, 1,
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
        ),
    ])
    func scrypt_vectorsOfTheStandard_areMet(
        password: String, salt: String, logRounds: Int, blockSize: Int, parallelism: Int, expected: String
    ) throws {
        let cost = try #require(ScryptCost(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism))
        let key = try cost.key(of: Array(password.utf8), salt: Array(salt.utf8), byteCount: 64)
        #expect(key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected)
    }

    @Test func standardCost_isThatOfTheRules() {
        let cost = AccountRules().cost
        #expect((1 << cost.logRounds, cost.blockSize, cost.parallelism) == (32_768, 8, 3))
        #expect((PasswordHash.saltByteCount, PasswordHash.keyByteCount) == (16, 32))
    }

    @Test func hash_writtenAndRead_matchesItsPasswordAlone() throws {
        var random = SplitMix(state: 1)
        let password = try #require(Password("correct horse"))
        let hash = try PasswordHash(of: password, cost: .least(), using: &random)
        let read = try #require(PasswordHash(parsing: hash.text))
        #expect(read == hash && hash.text.hasPrefix("$scrypt$ln=1,r=1,p=1$"))
        #expect(try read.matches(password))
        #expect(try !read.matches(#require(Password("correct horsf"))))
        let again = try PasswordHash(of: password, cost: .least(), using: &random)
        #expect(again != hash, "each has a salt of its own")
    }

    @Test(arguments: ["ln=40,r=8,p=1", "ln=15,r=99,p=1", "ln=0,r=8,p=1", "ln=15,r=8,p=0"])
    func hash_ofACostThatNobodyPays_isNotRead(cost: String) throws {
        var random = SplitMix(state: 1)
        let text = try PasswordHash(of: #require(Password("x")), cost: .least(), using: &random).text
        #expect(PasswordHash(parsing: text.replacing("ln=1,r=1,p=1", with: cost)) == nil)
    }

    @Test func password_spelledOtherwise_isTheSame() throws {
        var random = SplitMix(state: 2)
        let composed = try #require(Password("caf\u{E9}-密码-1"))
        let hash = try PasswordHash(of: composed, cost: .least(), using: &random)
        #expect(try hash.matches(#require(Password("cafe\u{301}-密码-1"))))
    }

    @Test(
        arguments: [
            (7, ["password-too-short"]), (8, []), (128, []), (129, ["password-too-long"]),
            (5000, ["password-too-long"]),
        ] as [(Int, [String])])
    func password_ofALength_isTakenWithinBounds(count: Int, expected: [String]) {
        let text = String((0..<count).map { ["山", "水", "e\u{301}"][$0 % 3] }.joined())
        #expect(Password.problems(text, of: "expert").map(\.code.spelling) == expected)
    }

    @Test(arguments: ["12345678", "Password", "PASSWORD1", "woaini1314", "88888888", "zzzzzzzzzzz", "Qwer1234"])
    func password_thatIsGuessedFirst_isRefused(text: String) {
        #expect(Password.problems(text, of: "expert").map(\.code) == [.passwordCommon])
    }

    @Test func password_thatIsTheUserId_isRefused_andNothingIsAskedOfItsSigns() {
        #expect(Password.problems("Officer.Zhang", of: "officer.zhang").map(\.code) == [.passwordCommon])
        #expect(Password.problems("只有汉字也可以呀", of: "officer.zhang").isEmpty)
        #expect(Password.problems("onlyletters", of: "officer.zhang").isEmpty)
    }

    // MARK: codes by the clock

    /// RFC 6238 appendix B, SHA-1.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func oneTimeCode_vectorsOfTheStandard_areMet(seconds: Int, expected: String) {
        let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))
        #expect(secret.code(at: seconds / 30, digits: 8) == expected)
        #expect(secret.code(at: seconds / 30) == String(expected.suffix(6)))
    }

    @Test func oneTimeCode_oneStepOff_isTaken_andTwoStepsOffNot() {
        let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))
        let now = Moment(seconds: 1_795_000_020)
        let step = now.seconds / 30
        for off in -3...3 {
            #expect(secret.step(of: secret.code(at: step + off), at: now) == (abs(off) <= 1 ? step + off : nil))
        }
        #expect(secret.step(of: secret.code(at: step), at: now, after: step) == nil, "not twice")
        #expect(secret.step(of: secret.code(at: step + 1), at: now, after: step) == step + 1)
        #expect(secret.step(of: secret.code(at: step + 5), at: now, drift: 4) == step + 5)
        #expect(secret.step(of: secret.code(at: step), at: now, drift: 4) == step, "a clock that was put right")
        #expect(secret.step(of: secret.code(at: step + 2), at: now, drift: 4) == nil)
        #expect(secret.step(of: "", at: now) == nil && secret.step(of: "12345", at: now) == nil)
    }

    @Test func oneTimeCode_typedWithBlanksOrWide_isRead() {
        let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))
        #expect(secret.step(of: " 287 082\n", at: Moment(seconds: 59)) == 1)
        #expect(secret.step(of: "２８７０８２", at: Moment(seconds: 59)) == 1)
    }

    /// RFC 4648 section 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func base32_vectorsOfTheStandard_areMet(text: String, expected: String) {
        #expect(OneTimeSecret(bytes: Array(text.utf8)).base32 == expected)
    }

    @Test func uri_ofASecret_saysWhatAnAuthenticatorNeeds() {
        let secret = OneTimeSecret(bytes: Array("12345678901234567890".utf8))
        #expect(
            secret.uri(issuer: "衡 X", user: "officer")
                == "otpauth://totp/%E8%A1%A1%20X:officer?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=%E8%A1%A1%20X&algorithm=SHA1&digits=6&period=30")
        var random = SystemRandomNumberGenerator()
        #expect(OneTimeSecret(using: &random).bytes.count == 20)
    }

    // MARK: letters and tokens

    @Test func activationCode_drawn_hasFourGroupsOfSignsThatAreNotMistaken() throws {
        var random = SplitMix(state: 3)
        var seen: Set<Character> = []
        for _ in 0..<200 {
            let code = ActivationCode(using: &random)
            #expect(code.text.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}/) != nil)
            #expect(ActivationCode(code.text) == code)
            seen.formUnion(code.text)
        }
        #expect(seen.count == 33, "all 32 signs, five bits each, and the hyphen")
    }

    @Test func activationCode_typedAsPeopleType_isRead() throws {
        let code = try #require(ActivationCode("01100-ABCDE-23456-VWXYZ"))
        for typed in [
            "0110oabcde23456vwxyz", " OiLoO abcde 23456 vwxyz ", "０１１００－ＡＢＣＤＥ－２３４５６－ＶＷＸＹＺ", "o1l00—abcde—23456—vwxyz",
        ] {
            #expect(ActivationCode(typed) == code, "\(typed)")
        }
        for typed in ["", "01100-ABCDE-23456", "01100-ABCDE-23456-VWXYZ-1", "01100-ABCDE-23456-VWXYU"] {
            #expect(ActivationCode(typed) == nil)
        }
    }

    @Test func token_drawn_has256Bits_andShowsNothingOfItself() throws {
        var random = SplitMix(state: 4)
        let token = SecretToken(using: &random)
        #expect(token.text.count == 43 && SecretToken(token.text) == token && token.digest.count == 32)
        #expect(SecretToken("x") == nil && SecretToken(token.text + "A") == nil)
        #expect(!"\(token)".contains(token.text))
        #expect(!"\(ActivationCode(using: &random))".contains("-"))
    }

    // MARK: pauses and limits

    @Test func lockout_fiveFailuresInARow_pauseLongerEachTime() {
        var lockout = Lockout()
        var now = Moment(seconds: 0)
        for minutes in [15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440] {
            for _ in 1...4 {
                lockout.fail(at: now)
                #expect(!lockout.isOn(at: now))
            }
            lockout.fail(at: now)
            let end = now + minutes * 60
            #expect(lockout.isOn(at: now) && lockout.isOn(at: end + -1) && !lockout.isOn(at: end), "\(minutes)")
            now = end
        }
    }

    @Test func rateLimit_burstUsedUp_admitsOneMoreAfterEachInterval() {
        var limit = RateLimit(burst: 3, interval: 10)
        let start = Moment(seconds: 1000)
        for _ in 1...3 { #expect(limit.admit("192.0.2.1", at: start) == .admitted) }
        #expect(limit.admit("192.0.2.1", at: start) == .refused(isFirst: true))
        #expect(limit.admit("192.0.2.1", at: start + 9) == .refused(isFirst: false), "one line of the log is enough")
        #expect(limit.admit("192.0.2.2", at: start) == .admitted, "another address")
        #expect(limit.admit("192.0.2.1", at: start + 10) == .admitted)
        #expect(limit.admit("192.0.2.1", at: start + 10) == .refused(isFirst: true))
        #expect(
            limit.admit("192.0.2.1", at: start + -500) == .refused(isFirst: false), "a clock put back gives nothing")
        for _ in 1...3 { #expect(limit.admit("192.0.2.1", at: start + 9000) == .admitted) }
        #expect(limit.admit("192.0.2.1", at: start + 9000) == .refused(isFirst: true), "never more than the burst")
    }

    @Test func rateLimit_manyAddresses_keepsThoseThatTryMost() {
        var limit = RateLimit(burst: 2, interval: 10, most: 8)
        let start = Moment(seconds: 1000)
        for _ in 1...3 { _ = limit.admit("192.0.2.1", at: start) }
        for number in 0..<500 { _ = limit.admit("198.51.100.\(number)", at: start) }
        #expect(limit.count <= 8)
        #expect(limit.admit("192.0.2.1", at: start) == .refused(isFirst: false))
        for number in 0..<9 { _ = limit.admit("203.0.113.\(number)", at: start + 20) }
        #expect(limit.count == 7, "who has all attempts again is forgotten first, then a quarter of the others")
    }

    @Test func network_ofAnAddress_isThatOfOnePerson() {
        #expect(RateLimit.network(of: "2001:db8:1:2::1") == RateLimit.network(of: "2001:db8:1:2:ffff::9"))
        #expect(RateLimit.network(of: "2001:db8:1:2::1") != RateLimit.network(of: "2001:db8:1:3::1"))
        #expect(RateLimit.network(of: "::ffff:192.0.2.1") == "192.0.2.1")
        #expect(RateLimit.network(of: "192.0.2.1") == "192.0.2.1")
    }
}
