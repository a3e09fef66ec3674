// What certificates confer in rounds from before there were programmes: their papers say it for ever.

extension RoundPlan.Purpose {
    /// Not in the templates, which a bureau edits: an old round finds here what it printed.
    var earlyHonour: LocalizedText {
        switch self {
        case .selection:
            LocalizedText(
                zh: "网络市场监管与服务示范区创建单位",
                en: "a candidate for Demonstration Zone of Online-Market Supervision and Services")
        case .supervision:
            LocalizedText(
                zh: "网络市场监管与服务示范区创建督查达标单位",
                en: "a candidate Demonstration Zone of Online-Market Supervision and Services in good standing")
        default:
            LocalizedText(
                zh: "网络市场监管与服务示范区", en: "a Demonstration Zone of Online-Market Supervision and Services")
        }
    }
}
