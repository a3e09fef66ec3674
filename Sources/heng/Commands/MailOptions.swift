// How a server is told to send mail: by which program, from whom, from when on each day.

import Accounts
import ArgumentParser
import AssessmentModel
import Foundation
import Pages
import Serving

struct MailOptions: ParsableArguments {
    @Option(
        help: both(
            "发送邮件提醒的程序，例如 /usr/sbin/sendmail；不写则不发邮件。",
            "The program that sends mail, e.g. /usr/sbin/sendmail; left out, no mail is sent."))
    var sendmail: String?
    @Option(help: both("邮件的发件地址。", "The address that mail comes from."))
    var mailFrom: String?
    @Option(
        help: both(
            "每天从几点起发邮件，按审计日志所在地的时间。", "From when on each day mail is sent, by the clock of the ledger's place."))
    var mailAt = "08:00"

    /// nil where no mail is asked for.
    /// - Throws: `FileError` naming everything that is wrong, or what is wrong with the words of mails.
    func settings() throws -> MailSettings? {
        guard let sendmail else {
            guard mailFrom == nil else {
                throw FileError(
                    description: both("--mail-from：还应写明 --sendmail", "--mail-from: name --sendmail, too"),
                    status: .wrongInput)
            }
            return nil
        }
        var problems: [String] = []
        if !sendmail.hasPrefix("/") || !FileManager.default.isExecutableFile(atPath: sendmail) || isFolder(sendmail) {
            problems.append(
                both("--sendmail \(sendmail)：应是一个程序的完整路径", "--sendmail \(sendmail): write the whole path of a program"))
        }
        let from = mailFrom.flatMap { MailAddress($0) }
        if from == nil {
            problems.append(
                both(
                    "--mail-from \(mailFrom ?? "")：应写一个邮箱地址，例如 pinggu@example.gov.cn",
                    "--mail-from \(mailFrom ?? ""): write an address such as pinggu@example.gov.cn"))
        }
        let minute = Self.minute(mailAt)
        if minute == nil {
            problems.append(both("--mail-at \(mailAt)：应写作 08:00", "--mail-at \(mailAt): write it as 08:00"))
        }
        guard problems.isEmpty, let from, let minute else {
            throw FileError(description: problems.joined(separator: "\n"), status: .wrongInput)
        }
        return MailSettings(
            program: sendmail, from: from, minute: minute,
            words: try MailWords.load(in: Installation.own.templates).get())
    }

    /// Minutes after midnight; nil for anything but hh:mm.
    private static func minute(_ text: String) -> Int? {
        let digits = Array(text.utf8)
        guard digits.count == 5, digits[2] == UInt8(ascii: ":"), let hour = Int(text.prefix(2)),
            let minute = Int(text.suffix(2)), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}
