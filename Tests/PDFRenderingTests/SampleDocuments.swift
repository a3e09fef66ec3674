// The three documents that the product prints, with invented content.

import Foundation
import Typesetting

enum SampleDocuments {
    static let day = Date(timeIntervalSince1970: 1_700_000_000)
    static let red = Colour(hex: 0xC8102E)
    static let gold = Colour(hex: 0xB08D3C)
    static let ink = Colour(hex: 0x222222)

    static func certificate(holder: String = "南昌市青山湖区人民政府") -> Document {
        let award = "江西省网络市场监管与服务示范区"
        let title = ParagraphStyle(
            TextStyle(.serifBold, size: .pt(44), colour: red, tracking: .em(0.5)), alignment: .centre,
            spacing: .multiple(1.3))
        let name = ParagraphStyle(
            TextStyle(.serifBold, size: .pt(26), colour: ink), alignment: .centre, spacing: .multiple(1.3),
            fit: .shrink(toLines: 1, minimum: .pt(14)))
        let body = ParagraphStyle(
            TextStyle(.kai, size: .pt(18), colour: ink), alignment: .justified, spacing: .multiple(1.8),
            firstLineIndent: .em(2))
        let awardStyle = ParagraphStyle(
            TextStyle(.serifBold, size: .pt(28), colour: red, tracking: .em(0.04)), alignment: .centre,
            spacing: .multiple(1.4))
        let small = ParagraphStyle(
            TextStyle(.sans, size: .pt(8), colour: .grey(0.35)), alignment: .centre, spacing: .multiple(1.5))
        let sign = ParagraphStyle(
            TextStyle(.kai, size: .pt(16), colour: ink), alignment: .centre, spacing: .multiple(1.7))
        let fixed: [Placed] = [
            .text(
                TextFrame("title", .mm(30, 30, 237, 24), [Paragraph("证书", title, part: .heading(1))], vertical: .middle)
            ),
            .text(
                TextFrame("holder", .mm(45, 62, 207, 16), [Paragraph(holder, name, id: "holder")], vertical: .middle)),
            .text(
                TextFrame(
                    "body", .mm(45, 82, 207, 24),
                    [Paragraph("经申报推荐、专家评审、公示无异议，2025年度综合得分91.35分，名列全省第1名，依据赣府厅发〔2017〕65号文件，认定为", body)])),
            .text(TextFrame("award", .mm(30, 110, 237, 16), [Paragraph(award, awardStyle)], vertical: .middle)),
            .text(
                TextFrame(
                    "signature", .mm(160, 142, 90, 30),
                    [Paragraph("江西省市场监督管理局（盖章）", sign), Paragraph("2026年3月18日", sign)])),
            .qr(
                QRCode("https://example.org/verify/9f2c7a11e0b44d5c", at: .mm(45, 140), side: .mm(30), level: .quartile)
            ),
            .text(
                TextFrame(
                    "number", .mm(38, 171, 44, 10),
                    [Paragraph("证书编号：JX-2025-0001\n扫码核验", small)])),
        ]
        return Document(
            DocumentInformation(
                title: "证书 " + holder, author: "江西省市场监督管理局", subject: award, keywords: ["示范区", "证书"], created: day),
            sections: [Section(paper: .a4Landscape, fixed: fixed, furniture: [Furniture(border)])])
    }

    private static let border: [Placed] = {
        let corners: [(Double, Double, Double, Double)] = [
            (16, 16, 1, 1), (281, 16, -1, 1), (281, 194, -1, -1), (16, 194, 1, -1),
        ]
        let frames: [Placed] = [
            .drawing(.rectangle(.mm(0, 0, 297, 210), fill: Colour(hex: 0xFFFDF7))),
            .drawing(.rectangle(.mm(10, 10, 277, 190), stroke: Stroke(.mm(1.4), gold))),
            .drawing(.rectangle(.mm(13, 13, 271, 184), stroke: Stroke(.mm(0.35), gold))),
        ]
        return frames
            + corners.flatMap { x, y, dx, dy -> [Placed] in
                [0.0, 4.0].map { step in
                    .drawing(
                        .polygon(
                            [
                                .mm(x + step * dx, y + step * dy), .mm(x + (14 - step) * dx, y + step * dy),
                                .mm(x + step * dx, y + (14 - step) * dy),
                            ],
                            fill: step == 0 ? gold : Colour(hex: 0xFFFDF7)))
                }
            }
    }()

    static let pillars = [
        ("放", 13.25, 15.0), ("管", 27.4, 30.0), ("服", 22.85, 25.0), ("扶", 13.6, 15.0), ("治", 14.25, 15.0),
    ]

    static let remark =
        "该区落实“证照分离”改革，取消前置审批12项，网上办结率85.2%，平均用时1.5个工作日，较上年缩短0.8个工作日；平台企业信用档案（含 API 接口）已归集3,482家……专家认为——尚需完善跨部门数据共享，补充2024年第4季度台账。"

    static func sheet(indicators: Int = 44) -> Document {
        let text = TextStyle(.serif, size: .pt(10.5), colour: ink)
        let body = ParagraphStyle(
            text, alignment: .justified, spacing: .multiple(1.6), firstLineIndent: .em(2), spaceAfter: .mm(1.5))
        let heading = ParagraphStyle(
            TextStyle(.sansBold, size: .pt(13), colour: ink), spaceBefore: .mm(6), spaceAfter: .mm(2.5),
            keepsWithNext: true)
        let title = ParagraphStyle(TextStyle(.serifBold, size: .pt(20), colour: ink), spacing: .multiple(1.4))
        let meta = ParagraphStyle(TextStyle(.sans, size: .pt(9), colour: .grey(0.35)), spacing: .multiple(1.6))
        let running = ParagraphStyle(TextStyle(.sans, size: .pt(8), colour: .grey(0.4)))
        var runningEnd = running
        runningEnd.alignment = .end
        var bold = text
        bold.role = .sansBold
        bold.colour = red
        return Document(
            DocumentInformation(
                title: "示范区评估评分表", author: "江西省市场监督管理局", subject: "南昌市青山湖区", keywords: ["评分表"], created: day),
            sections: [
                Section(
                    margins: Insets(top: .mm(26), left: .mm(20), bottom: .mm(22), right: .mm(20)),
                    fixed: [
                        .text(
                            TextFrame(
                                "head", .mm(20, 26, 130, 30),
                                [
                                    Paragraph("示范区评估评分表", title, part: .heading(1)),
                                    Paragraph("创建对象：南昌市青山湖区；评估批次：2025-1\n结果快照：9f2c7a11e0b44d5c83aa01bd5e6f7788", meta),
                                ])),
                        .qr(QRCode("https://example.org/s/9f2c7a11", at: .mm(164, 24), side: .mm(26))),
                    ], firstPageRoom: .mm(30),
                    flow: [
                        .paragraph(.heading(2, "一、总体情况", heading)),
                        .paragraph(
                            Paragraph(
                                [Span("经5名专家评审，综合得分"), Span("91.35", style: bold), Span("分，名列第1名，等次为优秀。" + remark)],
                                body)),
                        .paragraph(
                            Paragraph(
                                [
                                    Span("评分规则与原始数据见 "),
                                    Span("https://example.org/rules", link: "https://example.org/rules"),
                                    Span("，任何人可以复算。"),
                                ], body)),
                        .paragraph(.heading(2, "二、一级指标得分", heading)),
                        .figure(chart),
                        .paragraph(.heading(2, "三、各项指标得分", heading)),
                        .table(table(indicators)),
                        .paragraph(.heading(2, "四、说明", heading)),
                        .paragraph(Paragraph("去掉1个最高分和1个最低分后取平均值，保留2位小数。", body)),
                    ],
                    furniture: [
                        Furniture(
                            on: .exceptFirst,
                            [
                                .text(
                                    TextFrame(
                                        "running", .mm(20, 14, 170, 6), [Paragraph("示范区评估评分表 · 南昌市青山湖区", running)])),
                                .drawing(.line(.mm(20, 20), .mm(190, 20), Stroke(.pt(0.4), .grey(0.7)))),
                            ]),
                        Furniture([
                            .text(
                                TextFrame(
                                    "page", .mm(20, 283, 170, 6),
                                    [Paragraph(["第 ", .pageNumber, " 页 共 ", .pageCount, " 页"], runningEnd)]))
                        ]),
                    ])
            ])
    }

    static let chart: Figure = {
        let label = ParagraphStyle(TextStyle(.sans, size: .pt(9), colour: ink), spacing: .multiple(1.2))
        let bars = pillars.enumerated().flatMap { index, pillar -> [Placed] in
            let y = 2 + Double(index) * 8
            return [
                .text(TextFrame("name", .mm(0, y, 10, 6), [Paragraph(pillar.0, label)], vertical: .middle)),
                .drawing(.rectangle(.mm(12, y + 0.5, 120, 5), fill: .grey(0.93))),
                .drawing(.rectangle(.mm(12, y + 0.5, 120 * pillar.1 / pillar.2, 5), fill: Colour(hex: 0x2F6DB5))),
                .text(
                    TextFrame(
                        "value", .mm(136, y, 34, 6), [Paragraph("\(pillar.1) / \(Int(pillar.2))", label)],
                        vertical: .middle)),
            ]
        }
        return Figure(.mm(170, 42), bars, alternative: "五个一级指标的得分", alignment: .centre)
    }()

    static func table(_ indicators: Int) -> Table {
        let cell = ParagraphStyle(TextStyle(.serif, size: .pt(8.5), colour: ink), spacing: .multiple(1.45))
        var number = cell
        number.alignment = .centre
        var reason = cell
        reason.alignment = .justified
        let head = ParagraphStyle(
            TextStyle(.sansBold, size: .pt(8.5), colour: .white), alignment: .centre, spacing: .multiple(1.4))
        let pillar = ParagraphStyle(TextStyle(.sansBold, size: .pt(9), colour: ink), spacing: .multiple(1.5))
        var rows: [Row] = []
        for index in 1...indicators {
            if (index - 1) % 9 == 0 {
                rows.append(
                    Row(
                        [
                            Cell("第\((index - 1) / 9 + 1)部分：激发市场主体活力", pillar, columnSpan: 3, isHeader: true),
                            Cell("13.25", number), Cell("", cell),
                        ],
                        background: Colour(hex: 0xE3ECF7), keepsWithNext: true))
            }
            let group = (index - 1) % 9
            let lead =
                group % 3 == 0
                ? [
                    Cell(
                        "任务\(index / 3 + 1)", number, rowSpan: min(3, indicators - index + 1),
                        background: Colour(hex: 0xF4F7FB))
                ] : []
            rows.append(
                Row(
                    lead + [
                        Cell("\(index)", number), Cell("放宽市场主体准入（第\(index)项）", cell),
                        Cell(String(format: "%.2f", 1 + Double(index % 4) / 4), number),
                        Cell(index % 3 == 0 ? remark : "符合要求，得分率\(80 + index % 20).5%。", reason),
                    ]))
        }
        return Table(
            columns: [.mm(16), .mm(10), .share(2), .mm(15), .share(4)],
            header: [
                Row(["任务", "序号", "末级指标", "得分", "理由"].map { Cell($0, head) }, background: Colour(hex: 0x2F5F98))
            ], rows: rows,
            borders: TableBorders(
                top: Stroke(.pt(0.8)), bottom: Stroke(.pt(0.8)), horizontal: Stroke(.pt(0.3), .grey(0.65)),
                vertical: Stroke(.pt(0.3), .grey(0.8)), header: Stroke(.pt(0.8))))
    }

    static func notice() -> Document {
        let size = Length.pt(16)
        let tracking = TextStyle.tracking(characters: 28, of: size, in: .mm(156))
        let body = ParagraphStyle(
            TextStyle(.serif, size: size, tracking: tracking), alignment: .justified, spacing: .grid(lines: 1),
            firstLineIndent: .em(2))
        var flush = body
        flush.firstLineIndent = .zero
        flush.alignment = .start
        var centred = flush
        centred.alignment = .centre
        let issuer = ParagraphStyle(
            TextStyle(.serifBold, size: .pt(36), colour: red, tracking: .em(0.08)), alignment: .centre,
            fit: .shrink(toLines: 1, minimum: .pt(22)))
        let title = ParagraphStyle(
            TextStyle(.serifBold, size: .pt(22)), alignment: .centre, spacing: .fixed(.mm(225.0 / 22 * 1.3)))
        let black = ParagraphStyle(
            TextStyle(.sans, size: size, tracking: tracking), spacing: .grid(lines: 1), firstLineIndent: .em(2))
        let cell = ParagraphStyle(TextStyle(.serif, size: .pt(14)), alignment: .centre, spacing: .multiple(1.4))
        let head = ParagraphStyle(TextStyle(.sans, size: .pt(14)), alignment: .centre, spacing: .multiple(1.4))
        let page = ParagraphStyle(TextStyle(.serif, size: .pt(14)), startIndent: .em(1), endIndent: .em(1))
        var outside = page
        outside.alignment = .end
        let zones = ["南昌市青山湖区", "赣州市章贡区", "上饶市信州区", "九江市濂溪区", "宜春市袁州区", "吉安市吉州区"]
        let rows = zones.enumerated().map { index, zone in
            Row([
                Cell("\(index + 1)", cell), Cell(zone, cell),
                Cell(String(format: "%.2f", 91.35 - Double(index) * 1.07), cell), Cell(index < 2 ? "优秀" : "达标", cell),
            ])
        }
        let number: [Span] = ["— ", .pageNumber, " —"]
        return Document(
            DocumentInformation(title: "评估结果公示", author: "江西省市场监督管理局", created: day),
            sections: [
                Section(
                    margins: Insets(top: .mm(37), left: .mm(28), bottom: .mm(35), right: .mm(26)),
                    lineGrid: .mm(225.0 / 22),
                    fixed: [
                        .text(
                            TextFrame(
                                "issuer", .mm(28, 62, 156, 20), [Paragraph("江西省市场监督管理局文件", issuer)], vertical: .middle))
                    ],
                    firstPageRoom: .mm(225.0 / 22 * 6),
                    flow: [
                        .paragraph(Paragraph("赣市监〔2026〕12号", centred)),
                        .rule(Stroke(.mm(0.7), red), before: .mm(4) - .pt(6), after: .mm(225.0 / 22)),
                        .paragraph(Paragraph("关于2025年度网络市场监管与服务\n示范区评估结果的公示", title, part: .heading(1))),
                        .space(.mm(225.0 / 22 * 0.5)),
                        .paragraph(Paragraph("各设区市、省直管试点县（市）人民政府：", flush)),
                        .paragraph(
                            Paragraph(
                                "根据《江西省人民政府办公厅关于印发江西省网络市场监管与服务示范区创建工作方案的通知》（赣府厅发〔2017〕65号）要求，省市场监督管理局会同13个部门组织专家组，对2025年度申报的6个创建对象进行了评估。现将结果公示如下：",
                                body)),
                        .paragraph(Paragraph("一、评估结果", black, part: .heading(2))),
                        .table(
                            Table(
                                columns: [.mm(20), .share(1), .mm(30), .mm(30)],
                                header: [Row(["名次", "创建对象", "总分", "等次"].map { Cell($0, head) })], rows: rows,
                                spaceBefore: .mm(2))),
                        .paragraph(Paragraph("二、公示期间", black, part: .heading(2))),
                        .paragraph(
                            Paragraph("公示期自2026年3月18日至3月24日，共5个工作日。对结果有异议的，可在公示期内以书面形式实名提出——注明联系方式，并附证明材料。", body)),
                        .space(.mm(225.0 / 22 * 2)),
                        .signature(Signature([Paragraph("江西省市场监督管理局（盖章）", flush), Paragraph("2026年3月18日", flush)])),
                    ],
                    furniture: [
                        Furniture(
                            on: .odd, [.text(TextFrame("page", .mm(28, 269, 156, 8), [Paragraph(number, outside)]))]),
                        Furniture(
                            on: .even, [.text(TextFrame("page", .mm(28, 269, 156, 8), [Paragraph(number, page)]))]),
                    ])
            ])
    }
}
