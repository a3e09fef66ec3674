// 创建对象: who is assessed.

/// 创建对象: the local government, or whatever else a programme assesses.
package struct Zone: Sendable, Equatable, Codable {
    /// 类别: which of the programme's kinds the zone is of.
    package struct Kind: OpenWord {
        package let rawValue: String
        package init(word: String) { rawValue = word }

        /// 设区市.
        package static let city = Kind(word: "city")
        /// 省直管试点县(市).
        package static let directCounty = Kind(word: "direct-county")
        /// 县(市、区).
        package static let county = Kind(word: "county")

        package static let early = [city, directCounty, county]
    }

    package let id: ZoneID
    package let name: LocalizedText
    package let kind: Kind
    /// The 设区市 above it, where it lies in one.
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
