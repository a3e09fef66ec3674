// The plan of a round, and the days on which it was published.

/// 评估批次 as planned: what is printed on its documents and committed to when it opens. Dates are ISO (yyyy-mm-dd).
package struct RoundPlan: Sendable, Equatable, Codable {
    /// 用途: what the round decides on.
    package struct Purpose: OpenWord {
        package let rawValue: String
        package init(word: String) { rawValue = word }

        /// 创建单位遴选.
        package static let selection = Purpose(word: "selection")
        /// 督查: a visit to zones that were taken in before.
        package static let supervision = Purpose(word: "supervision")
        /// 认定.
        package static let designation = Purpose(word: "designation")

        package static let early = [selection, supervision, designation]
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
    /// Whether a corrected result is put up for a new notice; nil is no.
    package let renotice: Bool?
    /// What its kinds, purposes and sources are called, and what it confers; nil in a round from before there were programmes.
    package let programme: Programme?
    /// The calls whose applications it takes; nil where it takes none, or those of its purpose.
    package let calls: [CallID]?

    package init(
        id: RoundID, title: LocalizedText, purpose: Purpose, issuer: LocalizedText, document: String,
        ledger: String, opened: String, closed: String, announced: String, notice: Notice, validYears: Int,
        verify: String, isSpecimen: Bool, renotice: Bool? = nil, programme: Programme? = nil, calls: [CallID]? = nil
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
        self.renotice = renotice
        self.programme = programme
        self.calls = calls
    }

    /// 更正之后另行公示.
    package var renotices: Bool { renotice == true }

    /// The plan with the days that came true.
    package func dated(_ days: PublicationDays) -> RoundPlan {
        RoundPlan(
            id: id, title: title, purpose: purpose, issuer: issuer, document: document, ledger: ledger,
            opened: days.opened ?? opened, closed: days.closed ?? closed, announced: days.announced,
            notice: Notice(from: days.from, to: days.to, objections: notice.objections), validYears: validYears,
            verify: verify, isSpecimen: isSpecimen, renotice: renotice, programme: programme, calls: calls)
    }

    /// The plan under a programme, for a round that names only its calls.
    package func under(_ programme: Programme) -> RoundPlan {
        RoundPlan(
            id: id, title: title, purpose: purpose, issuer: issuer, document: document, ledger: ledger, opened: opened,
            closed: closed, announced: announced, notice: notice, validYears: validYears, verify: verify,
            isSpecimen: isSpecimen, renotice: renotice, programme: programme, calls: calls)
    }

    /// What a certificate confers, as its programme words it.
    package var honour: LocalizedText {
        guard let programme else { return purpose.earlyHonour }
        return programme.purpose(purpose)?.honour ?? LocalizedText(zh: purpose.rawValue)
    }
}

/// The days on which something was published, where the plan named others; yyyy-mm-dd.
package struct PublicationDays: Sendable, Equatable {
    /// The date on the document.
    let announced: String
    /// The notice.
    let from: String
    let to: String
    /// When experts scored; nil where only the plan says it, as of a round that was held on paper.
    let opened: String?
    let closed: String?

    package init(announced: String, from: String, to: String, opened: String? = nil, closed: String? = nil) {
        self.announced = announced
        self.from = from
        self.to = to
        self.opened = opened
        self.closed = closed
    }
}
