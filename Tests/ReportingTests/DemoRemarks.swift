// Comments of every length, with characters that ordinary fonts lack.

import AssessmentModel
import Exchange

@testable import Reporting
@testable import Telling

enum DemoRemarks {
    static let long =
        "该县建立了由市场监管部门牵头、公安、商务、通信管理等部门参加的联席会议制度，印发了工作规则和年度计划，会议纪要、督办单和销号台账齐全；但跨部门线索移送的平均办理时间为12.5天，较上年延长3.2天，其中3件投诉超过《网络交易监督管理办法》规定的期限，原因是移送单要素不全、退回补正较多。建议统一移送文书格式，把办理时限写入协同监管平台的流转规则，并由联席会议办公室每季度通报一次；同时对重点平台开展一次自查，把自查情况与信用档案衔接，下一年度评估时再核对整改成效，确保问题不反弹、机制真管用。"

    static let rare = "联络员䶮、喆、堃、㛃、𬭎五位同志的姓名用字均应完整显示。"

    static func remarks(_ zone: ZoneID) -> Remarks {
        func seat(_ number: Int) -> SeatID { DemoRound.seat(zone, number) }
        return Remarks([
            "release.1.1": [seat(0): "登记全程电子化已覆盖全部企业类型，材料齐全。"],
            "regulate.1.2": [seat(0): long, seat(3): "线索移送台账有缺页。"],
            "regulate.2.2": [seat(1): rare, seat(2): "网页留证系统已上线，建议增加对直播带货的巡查（抽查 30 场，发现问题 4 场）。", seat(4): "略。"],
            "serve.3.2": [seat(2): "The monthly e-commerce index is published on time; 2 of 12 issues came late."],
        ])
    }
}
