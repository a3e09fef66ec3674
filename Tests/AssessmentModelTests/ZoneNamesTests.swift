// What zones of one name are called.

import AssessmentModel
import Testing

@Suite struct ZoneNamesTests {
    private static func county(_ id: ZoneID, _ name: LocalizedText, under prefecture: String) -> Zone {
        Zone(id: id, name: name, kind: .county, prefecture: prefecture)
    }

    private static let gulou = LocalizedText(zh: "鼓楼区", en: "Gulou District")
    private static let names = ZoneNames([
        county("nj", gulou, under: "南京市"), county("xz", gulou, under: "徐州市"),
        Zone(id: "xuzhou", name: LocalizedText(zh: "徐州市", en: "Xuzhou City"), kind: .city),
        county("pei", LocalizedText(zh: "沛县", en: "Pei County"), under: "徐州市"),
        county("pi", LocalizedText(zh: "邳县", en: "Pei County"), under: "徐州市"),
        county("bei", LocalizedText(zh: "城北区"), under: "南京市"), county("bei2", LocalizedText(zh: "城北区"), under: "徐州市"),
        county("twin", LocalizedText(zh: "双子区"), under: "南京市"), county("twin2", LocalizedText(zh: "双子区"), under: "南京市"),
    ])

    @Test(arguments: [
        ("nj", "南京市鼓楼区", "Gulou District (南京市)"), ("xz", "徐州市鼓楼区", "Gulou District, Xuzhou City"),
        ("xuzhou", "徐州市", "Xuzhou City"), ("bei2", "徐州市城北区", "徐州市城北区"), ("nowhere", "nowhere", "nowhere"),
        ("pei", "沛县", "Pei County, Xuzhou City [pei]"), ("twin", "南京市双子区 [twin]", "南京市双子区 [twin]"),
    ])
    func name_ofZone_tellsItFromAllOthers(_ id: String, _ chinese: String, _ english: String) {
        #expect(Self.names.name(of: ZoneID(id), in: .chinese) == chinese)
        #expect(Self.names.name(of: ZoneID(id), in: .english) == english)
    }

    @Test func fullName_inChinese_hasThePrefectureOnce() {
        #expect(Self.names.fullName(of: "pei", in: .chinese) == "徐州市沛县")
        #expect(Self.names.fullName(of: "xz", in: .chinese) == "徐州市鼓楼区")
        #expect(Self.names.fullName(of: "xz", in: .english) == "Gulou District, Xuzhou City")
        let named = ZoneNames([Self.county("a", LocalizedText(zh: "徐州市泉山区"), under: "徐州市")])
        #expect(named.fullName(of: "a", in: .chinese) == "徐州市泉山区")
    }

    @Test(arguments: [
        ("xz", ["xz"]), ("鼓楼区", ["nj", "xz"]), ("徐州市鼓楼区", ["xz"]), ("徐州市沛县", ["pei"]), ("沛县", ["pei"]),
        ("Gulou District, Xuzhou City", ["xz"]), ("徐州市", ["xuzhou"]), ("鼓楼", []), ("", []),
    ])
    func meant_byText_areTheZonesOfThatIdOrName(_ text: String, _ zones: [String]) {
        #expect(Self.names.meant(by: text).map(\.text) == zones)
    }
}
