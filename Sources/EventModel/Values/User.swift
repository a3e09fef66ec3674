// Who uses the system, and in which role.

package import AssessmentModel

package typealias UserID = Identifier<User>

/// The roles. The first three are the 三员: none can do another's work, nor that of the bureau.
package enum Role: String, Sendable, CaseIterable, Codable {
    /// 系统管理员: keys, backups.
    case systemAdministrator = "system-administrator"
    /// 安全管理员: users, erasure.
    case securityAdministrator = "security-administrator"
    /// 审计员: reads everything, changes nothing.
    case auditor
    /// 经办人 of the bureau.
    case officer
    /// 推荐人 of a 设区市.
    case recommender
    case expert
    /// 申报人 of a zone.
    case applicant
    /// Everybody, without an account.
    case everyone = "public"
}

/// One account. What it is bound to decides whose seats or zones "its own" are.
package struct User: Sendable, Equatable {
    package let id: UserID
    package let name: String
    package let role: Role
    /// The zone of an applicant; the 设区市 of a recommender.
    package let zone: ZoneID?
    /// The expert of the pool whom an expert's account belongs to.
    package let expert: ExpertID?

    package init(id: UserID, name: String, role: Role, zone: ZoneID? = nil, expert: ExpertID? = nil) {
        self.id = id
        self.name = name
        self.role = role
        self.zone = zone
        self.expert = expert
    }
}
