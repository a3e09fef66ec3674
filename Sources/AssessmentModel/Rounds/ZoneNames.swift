// What zones are called where several of them stand side by side: two may bear one name.

/// The names of a set of zones, each told from the others.
package struct ZoneNames: Sendable {
    private let zones: [ZoneID: Zone]
    private let shown: [Language: [ZoneID: String]]

    /// - Parameter zones: all zones that a reader may have in mind; of two with one id the first counts.
    package init(_ zones: [Zone]) {
        let known = Dictionary(zones.map { ($0.id, $0) }) { first, _ in first }
        self.zones = known
        shown = Language.allCases.reduce(into: [:]) { $0[$1] = told(known, in: $1) }
    }

    /// The zone's name, with its prefecture where another zone of the set bears the same, and with its id where even
    /// that leaves two; the id alone for a zone that is not in the set.
    package func name(of zone: ZoneID, in language: Language) -> String { shown[language]?[zone] ?? zone.text }

    /// For papers that are read away from the list: in Chinese with the prefecture before it in any case.
    package func fullName(of zone: ZoneID, in language: Language) -> String {
        let name = name(of: zone, in: language)
        guard language == .chinese, let known = zones[zone], name == known.name.zh else { return name }
        return known.chineseFullName
    }

    /// The zones that a text may mean, by id: the one of that id, else those with that name, with or without the
    /// prefecture; empty where there is none.
    package func meant(by text: String) -> [ZoneID] {
        if zones[ZoneID(text)] != nil { return [ZoneID(text)] }
        return zones.values.filter { zone in
            [zone.name.zh, zone.chineseFullName].contains(text)
                || Language.allCases.contains { name(of: zone.id, in: $0) == text }
        }.map(\.id).sorted()
    }
}

/// By zone its shortest name that no other zone has.
private func told(_ zones: [ZoneID: Zone], in language: Language) -> [ZoneID: String] {
    let cities = Dictionary(zones.values.filter { $0.kind == .city }.map { ($0.name.zh, $0.name) }) { first, _ in first
    }
    var names = zones.mapValues { $0.name.text(in: language) }
    let same = doubles(in: names)
    // As a rule there are none.
    guard !same.isEmpty else { return names }
    for id in same { names[id] = zones[id]?.fullName(in: language, cities: cities) }
    for id in doubles(in: names) { names[id] = names[id].map { "\($0) [\(id)]" } }
    return names
}

private func doubles(in names: [ZoneID: String]) -> [ZoneID] {
    var bearers: [String: ZoneID] = [:]
    bearers.reserveCapacity(names.count)
    var found: Set<ZoneID> = []
    for (id, name) in names {
        guard let other = bearers.updateValue(id, forKey: name) else { continue }
        found.formUnion([id, other])
    }
    return Array(found)
}

extension Zone {
    /// 徐州市鼓楼区; without a prefecture, or where the name begins with it, the name.
    fileprivate var chineseFullName: String {
        guard let prefecture, !name.zh.hasPrefix(prefecture) else { return name.zh }
        return prefecture + name.zh
    }

    /// In English `Gulou District, Xuzhou City`; where the prefecture's English is not known `Gulou District (徐州市)`.
    fileprivate func fullName(in language: Language, cities: [String: LocalizedText]) -> String {
        guard language == .english, let english = name.en, let prefecture else { return chineseFullName }
        return cities[prefecture]?.en.map { "\(english), \($0)" } ?? "\(english) (\(prefecture))"
    }
}
