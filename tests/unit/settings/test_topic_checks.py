"""Topic packs that load and yet do not do what their author meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from services.settings.model import TopicItem
from services.settings.topic_checks import odd_topics, takes_all
from tests.needs import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def item(any_: str = "", all_: str = "", none: str = "") -> TopicItem:
    lists = {key: tuple(filter(None, text.split("|"))) for key, text in (("any", any_), ("all", all_), ("none", none))}
    return TopicItem(id="x", name="x", select="all", **lists)


@pytest.mark.parametrize(
    ("earlier", "later", "hidden"),
    [
        (item("hội thi"), item("tổ chức hội thi"), True),
        (item("hội thi"), item("hội thi|cuộc thi"), False),
        (item("hội thi|cuộc thi"), item("cuộc thi trực tuyến"), True),
        (item("hội thi", none="trực tuyến"), item("hội thi trực tuyến"), False),
        (item("hội thi", none="trực tuyến"), item("hội thi lớn", none="trực tuyến|nhỏ"), True),
        (item(all_="hội thi|học sinh"), item(any_="cho học sinh", all_="hội thi"), True),
        (item(all_="hội thi|học sinh"), item("hội thi"), False),
        (item("uỷ ban"), item("ủy ban nhân dân"), True),
        (item("thi"), item("thiên tai"), False),
    ],
)
def test_an_item_is_hidden_when_an_earlier_one_takes_all_of_it(
    earlier: TopicItem, later: TopicItem, hidden: bool
) -> None:
    assert takes_all(earlier, later) is hidden


def test_the_delivered_topics_are_as_meant() -> None:
    assert odd_topics(ROOT / "config") == ()


PACK = """id = "{id}"
name = "{id}"
keywords = ["cải cách", "{id}"]

[[items]]
id = "a"
name = "Hội thi"
any = ["hội thi", "Hội thi"]
select = "all"

[[items]]
id = "b"
name = "Hội thi trực tuyến"
any = ["hội thi trực tuyến"]
select = "all"
"""


def test_each_oddity_is_told_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "topics"
    folder.mkdir(parents=True)
    for name in ("mot", "hai"):
        (folder / f"{name}.toml").write_text(PACK.format(id=name), encoding="utf-8")
    told = [problem.sentence for problem in odd_topics(tmp_path / "config")]
    assert len(told) == 5
    assert told[0].startswith("config/topics/hai.toml, dòng 8, ")
    assert "“Hội thi” ghi hai lần – xóa bớt một lần." in told[0]
    assert told[1].startswith("config/topics/hai.toml, dòng 14, ")
    assert "“Hội thi trực tuyến” không bao giờ được chọn: mục “Hội thi” đứng trước nhận hết" in told[1]
    assert "dòng 3" in told[2]
    assert "“cải cách” cũng là từ nhận biết của chủ đề “hai”" in told[2]
