// users.csv → accounts to be added.

package import AssessmentModel
import CriteriaLoading
package import EventModel
import PlainText
import Reasons

/// Loads a table of accounts: `user,name,role[,zone][,expert]`. Whether zone and expert are known is the step's business.
package func loadUsers(
    _ bytes: [UInt8], file: String, encoding: TextEncoding = .utf8
) -> Loaded<[User]> {
    let log = ProblemLog(file: file)
    guard
        let table = CSVTable(
            bytes, encoding: encoding, required: ["user", "name", "role"], optional: ["zone", "expert"], into: log)
    else { return .problems(log.problems) }
    var lines = FirstLines<UserID>()
    let users = table.rows.compactMap { row in user(row, table, &lines) }
    if table.rows.isEmpty { log.add(nil, nil, Reason(.tableEmpty, ["columns": "user,name,role"])) }
    return log.isEmpty ? .value(users) : .problems(log.problems)
}

private func user(_ row: CSVRow, _ table: CSVTable, _ lines: inout FirstLines<UserID>) -> User? {
    let id: UserID? = table.identifier(row, "user")
    let name = table.requiredText(row, "name")
    let word = table.field(row, "role")
    let role = Role(rawValue: word).flatMap { $0 == .everyone ? nil : $0 }
    if role == nil {
        let words = Role.allCases.filter { $0 != .everyone }.map(\.rawValue)
        table.log.add(
            row.line, "role", .written(.shown(word), expected: .choice(words.map { .text($0) })),
            hint: meant(word.lowercased(), words))
    }
    let zone: ZoneID? = table.field(row, "zone").isEmpty ? nil : table.identifier(row, "zone")
    let expert: ExpertID? = table.field(row, "expert").isEmpty ? nil : table.identifier(row, "expert")
    guard let id, let name, let role else { return nil }
    if let first = lines.earlier(id, at: row.line) {
        table.log.add(row.line, "user", .already(.text(id.text), on: first))
    }
    return User(id: id, name: name, role: role, zone: zone, expert: expert)
}
