// Who is assessed, who scores, and what they gave: zones, experts, sheets and the plan of a round.

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

/// 专家.
package struct Expert: Sendable, Equatable, Codable {
    /// The five sources of the notice, part five, section four.
    package enum Source: String, Sendable, Codable, CaseIterable {
        case department, university, association, enterprise
        case thirdParty = "third-party"
    }

    package let id: ExpertID
    package let name: String
    package let source: Source
    package let organisation: String
    /// Where the expert lives and works: a code of GB/T 2260; nil where it is not known.
    package let region: String?
    /// The zone whose government, or an office of it, employs the expert or did so in the last three years.
    package let employer: ZoneID?
    /// Zones to which the expert has declared another tie.
    package let ties: [ZoneID]

    package init(
        id: ExpertID, name: String, source: Source, organisation: String, region: String? = nil,
        employer: ZoneID? = nil, ties: [ZoneID] = []
    ) {
        self.id = id
        self.name = name
        self.source = source
        self.organisation = organisation
        self.region = region
        self.employer = employer
        self.ties = ties
    }
}

/// 评分表: what one seat gave one zone. A cell without a mark is missing; it is not 0.
package struct Sheet: Sendable, Equatable {
    package let zone: ZoneID
    package let seat: SeatID
    /// Where the expert comes from; needed where a scheme weighs groups.
    package let source: Expert.Source?
    /// A recused seat has no marks.
    package var isRecused: Bool
    package var marks: [CriterionID: Fraction]
    package var comments: [CriterionID: String]

    package init(
        zone: ZoneID, seat: SeatID, source: Expert.Source? = nil, isRecused: Bool = false,
        marks: [CriterionID: Fraction] = [:],
        comments: [CriterionID: String] = [:]
    ) {
        self.zone = zone
        self.seat = seat
        self.source = source
        self.isRecused = isRecused
        self.marks = marks
        self.comments = comments
    }
}

/// 评估批次 as planned: what is printed on its documents and committed to when it opens. Dates are ISO (yyyy-mm-dd).
package struct RoundPlan: Sendable, Equatable, Codable {
    package enum Purpose: String, Sendable, Codable, CaseIterable {
        /// 创建单位遴选, 督查, 认定.
        case selection, supervision, designation
    }

    package struct Notice: Sendable, Equatable, Codable {
        package let from: String
        package let to: String
        /// Where objections go.
        package let objections: LocalizedText

        package init(from: String, to: String, objections: LocalizedText) {
            self.from = from
            self.to = to
            self.objections = objections
        }
    }

    package let id: RoundID
    package let title: LocalizedText
    package let purpose: Purpose
    package let issuer: LocalizedText
    /// 发文字号.
    package let document: String
    /// The origin line of the ledger's checkpoints.
    package let ledger: String
    package let opened: String
    package let closed: String
    package let announced: String
    package let notice: Notice
    /// How long a certificate holds.
    package let validYears: Int
    /// What stands before the digest in a QR code.
    package let verify: String
    /// Whether the data is fictional; printed on every document.
    package let isSpecimen: Bool

    package init(
        id: RoundID, title: LocalizedText, purpose: Purpose, issuer: LocalizedText, document: String,
        ledger: String, opened: String, closed: String, announced: String, notice: Notice, validYears: Int,
        verify: String, isSpecimen: Bool
    ) {
        self.id = id
        self.title = title
        self.purpose = purpose
        self.issuer = issuer
        self.document = document
        self.ledger = ledger
        self.opened = opened
        self.closed = closed
        self.announced = announced
        self.notice = notice
        self.validYears = validYears
        self.verify = verify
        self.isSpecimen = isSpecimen
    }

    /// The plan with the days that came true.
    package func dated(_ days: PublicationDays) -> RoundPlan {
        RoundPlan(
            id: id, title: title, purpose: purpose, issuer: issuer, document: document, ledger: ledger, opened: opened,
            closed: closed, announced: days.announced,
            notice: Notice(from: days.from, to: days.to, objections: notice.objections), validYears: validYears,
            verify: verify, isSpecimen: isSpecimen)
    }
}

/// The days on which something was published, where the plan named others; yyyy-mm-dd.
package struct PublicationDays: Sendable, Equatable {
    /// The date on the document.
    let announced: String
    /// The notice.
    let from: String
    let to: String

    package init(announced: String, from: String, to: String) {
        self.announced = announced
        self.from = from
        self.to = to
    }
}
