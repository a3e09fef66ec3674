// 创建对象: who is assessed.

/// 创建对象: the local government assessed.
package struct Zone: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// 设区市.
        case city
        /// 省直管试点县(市).
        case directCounty = "direct-county"
        /// 县(市、区).
        case county
    }

    package let id: ZoneID
    package let name: LocalizedText
    package let kind: Kind
    /// The 设区市 above a county; nil for the other kinds.
    package let prefecture: String?
    /// GB/T 2260, where the zone has one.
    package let code: String?

    package init(id: ZoneID, name: LocalizedText, kind: Kind, prefecture: String? = nil, code: String? = nil) {
        self.id = id
        self.name = name
        self.kind = kind
        self.prefecture = prefecture
        self.code = code
    }
}
