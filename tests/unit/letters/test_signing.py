"""Who signs in which capacity, how it is written, and who may not sign which kind of letter."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import pytest
from docx import Document

from services.errors import TemplateError
from services.letters.draft import draft
from services.letters.sample import OFFICE, sample_work
from services.letters.signing import lines, unfit
from services.letters.template import TemplateSet
from services.settings.drafting import DraftSettings, SignerRule
from services.settings.model import SignerProfile
from tests.unit.letters.test_kinds import SAMPLE, lines_of, made, settings


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"title": "Giám đốc"}, ("GIÁM ĐỐC",)),
        ({"capacity": "Q", "title": "Giám đốc"}, ("Q. GIÁM ĐỐC",)),
        ({"capacity": "KT", "authority": "Giám đốc", "title": "Phó Giám đốc"}, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        ({"capacity": "TL", "authority": "Giám đốc", "title": "Chánh Văn phòng"}, ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
        (
            {
                "capacity": "TL",
                "authority": "Giám đốc",
                "acting_for": "Chánh Văn phòng",
                "title": "Phó Chánh Văn phòng",
            },
            ("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        ({"capacity": "TUQ", "authority": "Giám đốc", "title": "Trưởng phòng"}, ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG")),
        (
            {"capacity": "TM", "authority": "Ủy ban nhân dân", "acting_for": "Chủ tịch", "title": "Phó Chủ tịch"},
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
    ],
)
def test_capacities_are_written_as_the_decree_has_them(rule: dict[str, str], expected: tuple[str, ...]) -> None:
    assert lines(SignerRule(**rule)) == expected


def test_the_first_rule_that_fits_signs(templates: TemplateSet) -> None:
    rules = (
        SignerRule(kinds=("to-trinh",), title="Chánh Văn phòng", name="A"),
        SignerRule(topics=("cchc",), title="Phó Giám đốc", name="B"),
        SignerRule(valid_to=dt.date(2026, 1, 1), title="Giám đốc", name="C"),
        SignerRule(capacity="TL", authority="Giám đốc", title="Chánh Văn phòng", name="D"),
        SignerRule(title="Giám đốc", name="E"),
    )
    work = settings(signers=rules)
    signed = {kind: lines_of(made(templates, kind, work=work)[0]) for kind in ("to-trinh", "cong-van-trien-khai")}
    assert "A" in signed["to-trinh"]
    assert {"D", "TL. GIÁM ĐỐC"} <= set(signed["cong-van-trien-khai"])
    plan = lines_of(made(templates, "ke-hoach-trien-khai", work=work)[0])  # may not be signed TL.
    assert "E" in plan


OFFICE_SIGNS = "[office.signer] của office.toml ghi"


@pytest.mark.parametrize(
    ("kind", "lines_of_office", "rule", "told"),
    [
        ("cong-van-trien-khai", ("GIÁM ĐỐC",), None, ""),
        ("cong-van-trien-khai", ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), None, ""),
        ("ke-hoach-trien-khai", ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), None, f"{OFFICE_SIGNS} ký TL., mẫu chỉ cho phép"),
        ("to-trinh", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), None, f"{OFFICE_SIGNS} ký KT., mẫu chỉ cho phép"),
        ("to-trinh", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), {"title": "Chánh Văn phòng"}, ""),
        (
            "to-trinh",
            ("GIÁM ĐỐC",),
            {"capacity": "KT", "authority": "Giám đốc", "title": "Phó"},
            "drafts.toml ghi ký KT",
        ),
        ("bang-phan-cong", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), None, ""),  # nobody signs an annex
    ],
)
def test_nobody_signs_in_a_capacity_the_template_does_not_allow(templates, kind, lines_of_office, rule, told) -> None:
    office = SAMPLE.office.model_copy(update={"signer": SignerProfile(lines=lines_of_office)})
    rules = (SignerRule(kinds=(kind,), **rule),) if rule else ()
    work = replace(settings(signers=rules), office=office)
    found = unfit(work, templates[kind].about)
    assert bool(found) == bool(told)
    if found:
        assert told in found[0]
        with pytest.raises(TemplateError, match=f"Mẫu “{kind}”: .*{re.escape(told)}"):
            list(draft(work, templates, [kind]))


def test_an_office_led_by_a_collective_signs_tm_and_has_no_chu_quan(templates: TemplateSet) -> None:
    office = OFFICE.model_copy(update={"name": "Ủy ban nhân dân xã Mẫu", "parent_name": ""})
    rule = SignerRule(capacity="TM", authority="Ủy ban nhân dân", title="Chủ tịch", name="Lê Thị Mẫu")
    work = sample_work(office, DraftSettings(signers=(rule,), collective=True))
    for one in draft(work, templates, ["cong-van-trien-khai", "ke-hoach-trien-khai", "thong-bao-phan-cong"]):
        head, close, *_ = Document(io.BytesIO(one.files[0].content)).tables
        assert [p.text for p in head.cell(0, 0).paragraphs] == ["ỦY BAN NHÂN DÂN XÃ MẪU", ""], one.title
        signers = [p.text for p in close.cell(0, 1).paragraphs]
        assert signers == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Thị Mẫu"], one.title
