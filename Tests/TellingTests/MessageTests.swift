// The shipped messages: complete, true to their values, and in the language that they claim to be in.

import Accounts
import AssessmentModel
import EventModel
import Foundation
import Reasons
import RoundState
import Scoring
import Testing

@testable import RoundLoading
@testable import Telling

@Suite struct MessageTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Templates").standardizedFileURL

    /// The sentences of one language as their file spells them, by code.
    private static func sentences(_ language: Language) throws -> [String: String] {
        let file = MessageBook.file(language)
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        let log = ProblemList()
        let root = readTemplate(text, file: file, log: log)
        let messages = root?.mapping()?.first { $0.name == "messages" }?.entry.mapping() ?? []
        #expect(log.problems.isEmpty)
        return Dictionary(messages.map { ($0.name, $0.entry.string() ?? "") }) { $1 }
    }

    /// The words of one language as their file spells them, by list.
    private static func terms(_ language: Language) throws -> [String: [String: String]] {
        let file = MessageBook.file(language)
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        let lists = readTemplate(text, file: file, log: ProblemList())?.mapping()?.first { $0.name == "terms" }
        return Dictionary(
            (lists?.entry.mapping() ?? []).map { list in
                let words = list.entry.mapping() ?? []
                return (list.name, Dictionary(words.map { ($0.name, $0.entry.string() ?? "") }) { $1 })
            }
        ) { $1 }
    }

    private static func placeholders(_ sentence: String) -> Set<String> {
        Set(sentence.matches(of: /\{\{[#\/^]?([a-z]+)\}\}/).map { String($0.output.1) })
    }

    /// A reason of this code, with a value for each name.
    private static func reason(_ code: ReasonCode) -> Reason {
        let subject = Reason.Subject(.zone, "qingyun")
        return Reason(code, subject, Dictionary(uniqueKeysWithValues: code.values.map { ($0, .text("‹\($0)›")) }))
    }

    // MARK: sentences

    /// The loader itself asks for every code, and lets in no value that the code has not.
    @Test func messages_asShipped_haveNoProblem() {
        let loaded = loadMessages(in: Self.folder)
        guard case .value(let books) = loaded else {
            Issue.record("\(loaded)")
            return
        }
        #expect(Set(books.keys) == Set(Language.allCases))
    }

    @Test func message_ofEveryCode_saysSomethingInBothLanguages() throws {
        let books = try loadMessages(in: Self.folder).get()
        for language in Language.allCases {
            let book = try #require(books[language])
            for code in ReasonCode.allCases {
                let text = book.text(Self.reason(code))
                #expect(text.count >= 4 && !text.contains("{{"), "\(language) \(code.spelling): \(text)")
            }
        }
    }

    @Test func sentence_ofEveryCode_namesItsValuesAndNoOthers() throws {
        for language in Language.allCases {
            let sentences = try Self.sentences(language)
            #expect(Set(sentences.keys) == Set(ReasonCode.allCases.map(\.spelling)))
            for code in ReasonCode.allCases {
                let found = Self.placeholders(sentences[code.spelling] ?? "")
                #expect(found.subtracting(["subject"]) == code.values, "\(language) \(code.spelling)")
            }
        }
    }

    @Test func sentence_ofEitherLanguage_namesTheSubjectWhereTheOtherDoes() throws {
        let (chinese, english) = (try Self.sentences(.chinese), try Self.sentences(.english))
        let differing = ReasonCode.allCases.map(\.spelling).filter { code in
            Self.placeholders(chinese[code] ?? "").contains("subject")
                != Self.placeholders(english[code] ?? "").contains("subject")
        }
        #expect(differing == ["comment-too-long"], "the Chinese says whose")
    }

    @Test func sentence_ofNeitherLanguage_namesAnOptionOrACommand() throws {
        for language in Language.allCases {
            for (code, sentence) in try Self.sentences(language) {
                #expect(
                    !sentence.contains(/--[a-z]/) && !sentence.contains("heng "), "\(language) \(code): \(sentence)")
            }
        }
    }

    @Test func sentence_inChinese_isChinese() throws {
        for (code, sentence) in try Self.sentences(.chinese) {
            // As a spreadsheet calls it.
            let words = sentence.replacing(/\{\{[^}]*\}\}/, with: "").replacing("CSV UTF-8", with: "")
            #expect(words.contains(/\p{Han}/), "\(code): \(sentence)")
            #expect(!words.contains(/[A-Za-z]+ [A-Za-z]+/), "\(code): \(sentence)")
            #expect(!words.contains(/\p{Han}[,;:!?]/), "\(code): a sign of the other width: \(sentence)")
            #expect(!sentence.hasSuffix("。"), "\(code): ends like the others, without a stop")
        }
    }

    @Test func sentence_inEnglish_hasNoChineseButTheGlossarys() throws {
        for (code, sentence) in try Self.sentences(.english) {
            #expect(
                !["设区市", "〓"].reduce(sentence) { $0.replacing($1, with: "") }.contains(/\p{Han}/),
                "\(code): \(sentence)")
        }
    }

    // MARK: terms

    /// Every closed list with the words that data use.
    private static let lists: [Reason.Term: [String]] = [
        .role: Role.allCases.map(\.rawValue), .stage: Stage.allCases.map(\.rawValue),
        .task: UseCase.allCases.map(\.rawValue), .act: Act.Kind.allCases.map(\.rawValue),
        .purpose: RoundPlan.Purpose.early.map(\.rawValue),
        .source: Expert.Source.early.map(\.rawValue), .conflict: Conflict.allCases.map(\.rawValue),
        .level: ReviewLevel.allCases.map(\.rawValue), .application: stages.map(word),
        .seat: ["open"] + SeatState.allCases.map(\.rawValue), .verdict: Verdict.allCases.map(\.rawValue),
        .condition: Requirement.early.map(\.rawValue), .revision: Revision.Ground.allCases.map(\.rawValue),
        .field: texts.map(\.name), .kind: Zone.Kind.early.map(\.rawValue),
        .thing: InputThing.allCases.map(\.rawValue), .input: InputForm.allCases.map(\.rawValue),
        .separator: ForeignSeparator.allCases.map(\.rawValue), .deadline: Deadline.allCases.map(\.rawValue),
        .ground: Resumption.Ground.allCases.map(\.rawValue), .signIn: SignInOutcome.allCases.map(\.rawValue),
    ]

    private static let stages: [Application.Stage] =
        ReviewLevel.allCases.flatMap { [.submitted(to: $0), .returned(by: $0, opinion: nil)] }
        + [.accepted, .enrolled("r1"), .withdrawn]

    private static func word(_ stage: Application.Stage) -> String {
        guard case .term(.application, let word) = stage.value else { return "" }
        return word
    }

    /// One of each that holds a text which a person wrote.
    private static let texts: [Concealed] = [
        .account(User(id: "a", name: "", role: .officer)),
        .expert(Expert(id: "a", name: "", source: .department, organisation: "")), .comment("a", ""),
        .reason("recused", text: ""), .condition(Eligibility(item: .staff, isMet: true, note: "")),
        .claim(Claim(indicator: "a", hundredths: nil, text: "")),
        .evidence(Evidence(indicator: nil, digest: "", name: "", size: nil)),
        .act(.breakOff(statement: "", result: nil)), .question(Query(indicator: nil, text: "")),
        .answer(Query(indicator: nil, text: "")),
        .request(EvidenceRequest(zone: "a", seat: "a", indicator: "a", text: "", by: "")),
    ]

    /// Those of proofs, of which `ProofMessageTests` asks more, and what libraries say.
    private static let proofs: Set<Reason.Term> = [.part, .form, .file, .event, .concealed, .measure, .system, .yaml]
    /// Forms of what is written: with examples, signs and the words that files hold.
    private static let forms: Set<Reason.Term> = [.input, .separator]

    @Test func terms_everyList_isCompleteInBothLanguages() throws {
        #expect(Set(Self.lists.keys).union(Self.proofs) == Set(Reason.Term.allCases))
        for language in Language.allCases {
            let terms = try Self.terms(language)
            for (list, expected) in Self.lists {
                let words = terms[list.rawValue] ?? [:]
                #expect(Set(words.keys) == Set(expected), "\(language) \(list)")
                for (word, told) in words { #expect(!told.isEmpty, "\(language) \(list).\(word)") }
                #expect(Set(words.values).count == words.count, "\(language) \(list): two words are told alike")
            }
        }
    }

    @Test func terms_inChinese_areChinese() throws {
        let terms = try Self.terms(.chinese)
        for list in Self.lists.keys where !Self.forms.contains(list) {
            for (word, told) in terms[list.rawValue] ?? [:] {
                #expect(told.wholeMatch(of: /[\p{Han}（）、]+/) != nil, "\(list).\(word): \(told)")
            }
        }
        // What JSON calls a value, and the names of its forms, are spelt as they stand in files.
        for list in Self.proofs.union(Self.forms) {
            for (word, told) in terms[list.rawValue] ?? [:] where !["true", "false", "null"].contains(word) {
                #expect(told.contains(/\p{Han}/) || told.hasPrefix("PRIVATE+KEY"), "\(list).\(word): \(told)")
            }
        }
    }

    // MARK: what comes out

    @Test func text_ofAReason_putsNamesTermsAndListsInItsPlaces() throws {
        let books = try loadMessages(in: Self.folder).get()
        let (chinese, english) = (try #require(books[.chinese]), try #require(books[.english]))
        let named = Reason(
            .applicationUnderWay, .zone("qingyun"),
            [
                "purpose": .purpose(.designation), "application": .named(.application("qingyun-2026")),
                "stage": Application.Stage.submitted(to: .province).value,
            ])
        let name = { (subject: Reason.Subject) in subject.kind == .zone ? "青云县" : nil }
        #expect(chinese.text(named, naming: name) == "青云县已有认定申报：申报“qingyun-2026”现为“待省级受理”")
        #expect(
            english.text(named)
                == "qingyun has applied for designation already: the application qingyun-2026 is submitted to the province"
        )
        let late = Reason(
            .stageNot,
            [
                "task": .task(.saveMark), "role": .role(.expert), "stages": .list([.stage(.scoring), .stage(.closed)]),
                "stage": .stage(.planned),
            ])
        #expect(chinese.text(late) == "专家只能在批次“评分中、已封存”时保存打分，该批次现为“已立项”")
        #expect(
            english.text(late) == "save-mark is open to expert while scoring, closed; the round is planned")
    }

    @Test func text_withoutASubject_closesItsSection() throws {
        let books = try loadMessages(in: Self.folder).get()
        #expect(books[.english]?.text(Reason(.keyOther)) == "this database is signed by another key")
        #expect(
            books[.english]?.text(Reason(.keyOther, Reason.Subject(.key, "k+1")))
                == "this database is signed by another key, the key k+1")
    }

    @Test func value_thatHoldsMarkup_staysAsItIs() throws {
        let books = try loadMessages(in: Self.folder).get()
        let reason = Reason(.markMalformed, ["found": "**{{mark}}**"])
        #expect(books[.chinese]?.text(reason) == "打分写为“**{{mark}}**”，应为普通数字")
    }

    @Test func text_ofAProblem_saysPlaceReasonAndAdvice() throws {
        let books = try loadMessages(in: Self.folder).get()
        let (chinese, english) = (try #require(books[.chinese]), try #require(books[.english]))
        let key = Problem(
            file: "s.yaml", line: 2, key: "status",
            .written(.quoted("speciman"), expected: .choice([.text("official"), .text("specimen")])),
            hint: Reason(.meant, ["word": .quoted("specimen")]))
        #expect(chinese.text(key) == "s.yaml:2: status：现为“speciman”，应为“official”或“specimen”（是否应为“specimen”？）")
        #expect(
            english.text(key)
                == "s.yaml:2: status: found `speciman`, expected official or specimen (did you mean `specimen`?)")
        let purpose = Problem(
            file: "round.yaml", line: 3, key: "purpose",
            .written(.quoted("x"), expected: .choice(RoundPlan.Purpose.early.map { .text($0.rawValue) })))
        #expect(
            chinese.text(purpose)
                == "round.yaml:3: purpose：现为“x”，应为“selection”（创建单位）、“supervision”（督查）或“designation”（认定）")
        #expect(
            english.text(purpose)
                == "round.yaml:3: purpose: found `x`, expected selection, supervision or designation")
        let whole = Problem(file: "zones.csv", Reason(.holdsNone, ["thing": InputThing.zone.told]))
        #expect(chinese.text(whole) == "zones.csv：没有任何创建对象")
        #expect(english.text(whole) == "zones.csv: holds no zone")
        let range = Reason(
            .factOutOfRange,
            [
                "fact": "share", "value": "982", "from": "0", "to": "100", "unit": .localized(zh: "件", en: "cases"),
            ])
        #expect(chinese.text(range) == "数据 share 为982件，应在0至100件之间")
        #expect(english.text(range) == "found 982 cases, expected 0…100 cases for share")
        #expect(chinese.text(whole, advice: ["甲", "乙"]) == "zones.csv：没有任何创建对象（甲，乙）")
    }
}
