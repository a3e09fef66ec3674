// The engine: scheme + sheets + facts → scores with reasons. Pure and exact.

package import AssessmentModel

/// Scores `zones` under `scheme`.
///
/// `kinds` tells what a zone is, where the scheme ranks by kind or exempts kinds; a zone without kind is exempt from
/// nothing. Zones in `withdrawn` are listed without scores. Sheets and facts must have been checked against the scheme; those of other zones are ignored. The order of
/// zones, sheets and facts changes nothing.
package func score(
    _ scheme: Scheme, zones: [ZoneID], kinds: [ZoneID: Zone.Kind] = [:], withdrawn: Set<ZoneID> = [],
    sheets: [Sheet], facts: FactTable
) -> RoundScores {
    let byZone = Dictionary(grouping: sheets, by: \.zone)
    let plans = ZonePlans(scheme, kinds: kinds.values)
    let judged = Set(zones).map { zone in
        if withdrawn.contains(zone) { return ZoneScore(withdrawn: zone) }
        let plan = plans[kinds[zone]]
        return judge(plan, zone: zone, sheets: ZoneSheets(byZone[zone] ?? [], plan), facts: facts[zone])
    }
    return RoundScores(zones: rankWithinKinds(rank(judged, by: scheme), kinds, by: scheme))
}
