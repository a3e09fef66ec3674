"""登记册、专家库、工作日历: brought as tables, shown before they count, recorded once, and for the bureau alone."""

from secrets import token_urlsafe

import pytest
from reading import count, hidden, main, rows, summary, upload

PAGE = "/office/registry"


def bring(server, kind: str, table: str, **fields):
    return upload(server, f"{PAGE}/{kind}", "officer", table=table, **fields)


def apply(server, kind: str, page: str, key: str = ""):
    return upload(server, f"{PAGE}/{kind}/apply", "officer", content=hidden(page, "content"), key=key or hidden(page, "key"))


@pytest.mark.parametrize("kind, event, table, said", [
    ("zones", "zone.registered", "zone,name,english,kind,prefecture,code\nxin-xian,示例新县,Xin,direct-county,,\n", "新增 1"),
    ("experts", "expert.registered", "expert,name,source,organisation\ne90,新来的,university,示例大学\n", "新增 1"),
    ("calendar", "calendar.loaded", "date,kind\n2031-01-01,holiday\n2031-10-01,holiday\n", "新增 2"),
])
def test_a_table_is_shown_and_then_recorded_once(demo, kind, event, table, said):
    before = count(demo, event)
    page = main(bring(demo, kind, table))
    assert said in page, page
    assert count(demo, event) == before
    done = apply(demo, kind, page)
    assert done.status == 303 and done.headers["location"].endswith("?done=registryIsBrought")
    now = count(demo, event)
    assert now > before
    assert apply(demo, kind, page).status == 303 and count(demo, event) == now, "sent again it is one step"
    again = bring(demo, kind, table)
    assert again.status == 422 and summary(main(again)) == ["与登记的内容一致，没有改动"]


def test_a_year_that_is_brought_again_loses_what_it_does_not_name(demo):
    apply(demo, "calendar", main(bring(demo, "calendar", "date,kind\n2033-01-03,holiday\n2033-10-03,holiday\n2034-01-02,holiday\n")))
    page = main(bring(demo, "calendar", "date,kind\n2033-01-03,holiday\n"))
    assert "新增 0" in page and "有 1 行将不再有效" in page
    assert [row for row in rows(page) if "2033" in row[0] or "2034" in row[0]] == [["2033-10-03", "放假", "删去"]]
    assert apply(demo, "calendar", page).status == 303
    left = main(demo.get(f"{PAGE}/calendar", "officer"))
    assert "2033-01-03" in left and "2033-10-03" not in left and "2034-01-02" in left


def test_what_stands_against_a_table_is_told_and_nothing_can_be_done(demo):
    refused = bring(demo, "zones", "zone,name,english,kind,prefecture,code\nanders,示例他县,,county,示例无此市,\n")
    assert refused.status == 200 and len(summary(main(refused))) == 1 and "/apply" not in main(refused)
    wrong = bring(demo, "zones", "zone,name,english,kind,prefecture,code\nA B,甲,,county,,12\nb,乙,,村,,\n")
    assert wrong.status == 422 and len(summary(main(wrong))) >= 3
    assert summary(main(bring(demo, "calendar", "")))


def test_its_own_download_brings_nothing_new(demo):
    for kind in ("zones", "experts", "calendar"):
        for format in ("csv", "xlsx"):
            file = demo.get(f"{PAGE}/{kind}/table.{format}", "officer")
            assert file.status == 200
            answer = upload(demo, f"{PAGE}/{kind}", "officer", file=(f"{kind}.{format}", file.body))
            assert answer.status == 422 and summary(main(answer)) == ["与登记的内容一致，没有改动"], (kind, format, main(answer)[:600])


def test_it_is_the_bureaus_alone(demo):
    for kind in ("zones", "experts", "calendar"):
        for prefix in ("", "/en"):
            assert demo.get(f"{prefix}{PAGE}/{kind}", "officer").status == 200
        for user in ("expert1", "applicant1", "recommender", "auditor", "security", "system"):
            assert demo.get(f"{PAGE}/{kind}", user).status == 404 and demo.get(f"{PAGE}/{kind}/table.csv", user).status == 404
            assert upload(demo, f"{PAGE}/{kind}", user, table="x").status == 404
            assert upload(demo, f"{PAGE}/{kind}/apply", user, content="x", key=token_urlsafe(16)).status == 404
    assert demo.get(f"{PAGE}/nothing", "officer").status == 404
