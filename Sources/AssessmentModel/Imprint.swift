// What the foot of the public site says of who runs it.

/// 主办单位和备案: what official sites name at their foot; a part that is nil is left out.
package struct Imprint: Sendable, Equatable {
    /// nil: who issued the newest result.
    package let organisation: LocalizedText?
    /// Where mistakes are told.
    package let contact: LocalizedText?
    /// ICP 备案号.
    package let icp: String?
    /// 公安备案号.
    package let police: String?
    /// 网站标识码.
    package let siteCode: String?

    package init(
        organisation: LocalizedText? = nil, contact: LocalizedText? = nil, icp: String? = nil, police: String? = nil,
        siteCode: String? = nil
    ) {
        self.organisation = organisation
        self.contact = contact
        self.icp = icp
        self.police = police
        self.siteCode = siteCode
    }
}
