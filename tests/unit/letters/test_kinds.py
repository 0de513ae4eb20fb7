"""Every kind of letter: what it says, to whom, in which capacity it is signed; nothing that is not from a source."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from dataclasses import replace

import pytest
from docx import Document

from services.errors import TemplateError
from services.letters import citation, words
from services.letters.audiences import kinds_for
from services.letters.contents.common import Audience, by_unit
from services.letters.contents.registry import CONTENTS
from services.letters.draft import draft
from services.letters.model import Draft, Work
from services.letters.sample import COMMUNE, SCHOOLS, SECRETARIAT, sample_work
from services.letters.template import TemplateSet
from services.planning.model import Role
from services.settings.drafting import DraftSettings, TopicDrafts
from services.units.model import Unit
from tests.unit.letters.samples import WORK, many

SAMPLE = sample_work()


def made(templates: TemplateSet, *kinds: str, work: Work = SAMPLE) -> list[Draft]:
    return list(draft(work, templates, kinds))


def lines_of(one: Draft) -> list[str]:
    document = Document(io.BytesIO(one.files[0].content))
    cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    return [" ".join(p.text.split()) for p in (*document.paragraphs, *cells) if p.text.strip()]


def settings(**more: object) -> Work:
    return replace(SAMPLE, drafting=DraftSettings(**more))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("ke-hoach-trien-khai", "KẾ HOẠCH"),
        ("ke-hoach-trien-khai", "Triển khai nâng cao kỹ năng số trong trường học năm 2026"),
        ("ke-hoach-trien-khai", "1. Tuyên truyền kỹ năng số"),
        ("ke-hoach-trien-khai", "2. Nhiệm vụ chung"),
        ("ke-hoach-trien-khai", "a) Tổ chức tuyên truyền kỹ năng số trong các buổi họp định kỳ."),
        (
            "ke-hoach-trien-khai",
            "- Chủ trì: Văn phòng Sở. Phối hợp: Các trường trung học phổ thông. Thời hạn: trước ngày 15/10/2026.",
        ),
        ("ke-hoach-trien-khai", "2. Các trường trung học phổ thông"),
        (
            "ke-hoach-trien-khai",
            "Tổ chức thực hiện nhiệm vụ số 1–2 tại Phụ lục. Phối hợp thực hiện nhiệm vụ số 3 tại Phụ lục.",
        ),
        ("ke-hoach-trien-khai", "BẢNG PHÂN CÔNG NHIỆM VỤ"),
        ("ke-hoach-trien-khai", "- Các đơn vị có tên tại Phụ lục (để thực hiện);"),
        ("thong-bao-phan-cong", "THÔNG BÁO"),
        (
            "thong-bao-phan-cong",
            "Các đơn vị được giao nhiệm vụ gồm: Văn phòng Sở; các trường trung học phổ thông; UBND xã Mẫu.",
        ),
        ("phieu-giai-quyet", "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN"),
        ("phieu-giai-quyet", "1. Ý kiến của lãnh đạo cơ quan"),
        ("bao-cao-ket-qua", "Kính gửi: Ủy ban nhân dân tỉnh Mẫu"),
        ("bao-cao-ket-qua", "- Trường THPT Mẫu 1: Đã tuyên truyền trong 02 buổi họp."),
        ("bao-cao-ket-qua", "2. Tồn tại, hạn chế và nguyên nhân: [CẦN BỔ SUNG]."),
        ("to-trinh", "Kính gửi: Giám đốc Sở Giáo dục và Đào tạo"),
        ("to-trinh", "- Đơn vị thực hiện nội dung: Đoàn thanh niên tỉnh tổ chức ngày hội công nghệ."),
        ("cong-van-xa-phuong", "Kính gửi: Ủy ban nhân dân xã Mẫu"),
        (
            "cong-van-xa-phuong",
            "Sở Giáo dục và Đào tạo đề nghị Ủy ban nhân dân xã Mẫu quan tâm chỉ đạo, phối hợp thực hiện./.",
        ),
        ("cong-van-don-doc", "- Thời hạn: trước ngày 15/10/2026; quá hạn 6 ngày."),
    ],
)
def test_what_a_letter_says(templates: TemplateSet, kind: str, expected: str) -> None:
    assert expected in lines_of(made(templates, kind)[0])


def test_who_does_a_thing_with_partners_is_told_with_whom(templates: TemplateSet) -> None:
    first = next(one for one in SAMPLE.plan.assignments if one.unit == SECRETARIAT.id)
    shared = replace(first, role=Role.IMPLEMENTING, partners=("các đơn vị liên quan",))
    alone = replace(first, role=Role.IMPLEMENTING, text="Lập danh sách", instruction="II.8", partners=())
    for own, told in (
        ((shared, alone), "1. Nội dung tổ chức thực hiện, phối hợp với các đơn vị liên quan"),
        ((shared,), "Văn phòng Sở phối hợp với các đơn vị liên quan triển khai thực hiện nội dung sau:"),
    ):
        work = replace(SAMPLE, plan=replace(SAMPLE.plan, assignments=own, units=(SECRETARIAT.id,)))
        (one,) = made(templates, "cong-van-trien-khai", work=work)
        assert told in "\n".join(lines_of(one))


@pytest.mark.parametrize(
    ("printed", "quote", "expected"),
    [
        ("SỞ Y TẾ", "Lập danh sách gửi Sở Y tế", "Sở Y tế"),
        ("SỞ Y TẾ", "Lập danh sách gửi sở y tế", "SỞ Y TẾ"),
        ("SỞ Y TẾ", "THEO CHỈ ĐẠO CỦA SỞ Y TẾ", "SỞ Y TẾ"),
        ("BAN CHỈ ĐẠO", "Lập danh sách", "BAN CHỈ ĐẠO"),
    ],
)
def test_an_issuer_in_capitals_is_named_as_the_text_names_it(printed: str, quote: str, expected: str) -> None:
    first, *rest = SAMPLE.directive.instructions
    said = replace(first, evidence=replace(first.evidence, quote=quote))
    issuer = replace(SAMPLE.directive.header.issuer, text=printed)
    header = replace(SAMPLE.directive.header, issuer=issuer)
    directive = replace(SAMPLE.directive, header=header, instructions=(said, *rest))
    assert citation.issuer_of(directive, SAMPLE.office) == expected


def test_no_greeting_on_plans_and_notices(templates: TemplateSet) -> None:
    for one in made(templates, "ke-hoach-trien-khai", "thong-bao-phan-cong"):
        assert not [line for line in lines_of(one) if line.startswith(("Kính gửi", "- Như trên"))]


def test_each_unit_gets_the_first_letter_made_for_it(templates: TemplateSet) -> None:
    found = made(templates, "cong-van-xa-phuong", "cong-van-trien-khai")
    assert [(one.unit, one.template) for one in found] == [
        (SECRETARIAT.id, "cong-van-trien-khai"),
        (SCHOOLS[0].id, "cong-van-trien-khai"),
        (SCHOOLS[1].id, "cong-van-trien-khai"),
        (COMMUNE.id, "cong-van-xa-phuong"),
    ]


def test_a_unit_that_no_letter_is_made_for_is_told(templates: TemplateSet) -> None:
    with pytest.raises(TemplateError, match=r"Không có mẫu văn bản nào dành cho Văn phòng Sở \(cả thảy 3 đơn vị\)"):
        list(draft(settings(kinds=("cong-van-xa-phuong",)), templates))


def per_type(templates: TemplateSet) -> TemplateSet:
    one = templates["cong-van-trien-khai"]
    joined = replace(one, about=one.about.model_copy(update={"granularity": "per_type"}))
    return TemplateSet({**templates.by_kind, one.kind: joined})


def test_units_of_one_type_with_the_same_work_share_a_letter(templates: TemplateSet) -> None:
    shared = [one for one in made(per_type(templates), "cong-van-trien-khai") if len(one.units) > 1]
    (letter,) = shared
    assert (letter.unit, letter.key, letter.files[0].name) == (None, "nhom:thpt", "cong-van-nhom-thpt.docx")
    found = lines_of(letter)
    start = found.index("Kính gửi:")
    assert found[start + 1 : start + 3] == ["- Trường THPT Mẫu 1;", "- Trường THPT Mẫu 2."]
    assert "yêu cầu Thủ trưởng các đơn vị nghiêm túc triển khai thực hiện./." in " ".join(found)


def test_units_with_other_work_get_their_own(templates: TemplateSet) -> None:
    plan = replace(SAMPLE.plan, assignments=SAMPLE.plan.assignments[:-1])  # the second school helps no more
    found = made(per_type(templates), "cong-van-trien-khai", work=replace(SAMPLE, plan=plan))
    assert [one.units for one in found if SCHOOLS[0].id in one.units] == [(SCHOOLS[0].id,)]


def test_the_same_content_given_twice_is_said_once(templates: TemplateSet) -> None:
    first = next(one for one in SAMPLE.plan.assignments if one.unit == COMMUNE.id)
    again = replace(first, instruction="II.9", due_on=dt.date(2026, 12, 1), due_text="trước ngày 02/12/2026")
    plan = replace(SAMPLE.plan, assignments=(*SAMPLE.plan.assignments, again))
    text = "\n".join(lines_of(made(templates, "cong-van-xa-phuong", work=replace(SAMPLE, plan=plan))[0]))
    assert text.count("Tổ chức tuyên truyền kỹ năng số") == 1
    assert "trong tháng 10 năm 2026 (chậm nhất ngày 22/10/2026); trước ngày 02/12/2026" in text


def test_what_is_drafted_is_configuration() -> None:
    wanted = {
        "kinds": ("a",),
        "superior_plan": ("ke-hoach",),
        "by_topic": (TopicDrafts(topics=("cchc",), kinds=("b",)),),
    }
    work = settings(**wanted)
    assert kinds_for(work) == ("a", "ke-hoach")
    assert kinds_for(replace(work, plan=replace(work.plan, topic="cchc"))) == ("b", "ke-hoach")
    assert kinds_for(replace(WORK, drafting=work.drafting)) == ("a",)  # a plan of our own office


def test_only_work_that_is_due_is_reminded_of(templates: TemplateSet) -> None:
    early = replace(SAMPLE, today=dt.date(2026, 10, 1))
    assert made(templates, "cong-van-don-doc", work=early) == []
    assert [
        one.unit for one in made(templates, "cong-van-don-doc", work=replace(early, today=dt.date(2026, 10, 12)))
    ] == [
        SECRETARIAT.id,
        *(school.id for school in SCHOOLS),
    ]


def test_letters_to_several_reach_each_unit_given_work_once(templates: TemplateSet) -> None:
    """Kính gửi of all letters together is the list of units with work, however the work is shared out."""
    for left_out in range(len(SAMPLE.plan.assignments)):
        kept = tuple(one for number, one in enumerate(SAMPLE.plan.assignments) if number != left_out)
        units = tuple(dict.fromkeys(one.unit for one in kept))
        work = replace(SAMPLE, plan=replace(SAMPLE.plan, assignments=kept, units=units))
        letters = [one for one in draft(work, per_type(templates)) if one.kind == "letter"]
        assert sorted(unit for one in letters for unit in one.units) == sorted(units)
        for one in letters:
            assert greeted(one) == [work.units[unit].addressee or work.units[unit].name for unit in one.units]


def greeted(letter) -> list[str]:
    """The names in Kính gửi as printed."""
    found = lines_of(letter)
    start = next(number for number, line in enumerate(found) if line.startswith("Kính gửi:"))
    if alone := found[start].removeprefix("Kính gửi:").strip():
        return [alone]
    return [line.strip("- ;.") for line in itertools.takewhile(lambda line: line.startswith("- "), found[start + 1 :])]


def test_legal_bases_are_cited_while_they_are_in_force(templates: TemplateSet) -> None:
    one = templates["ke-hoach-trien-khai"]
    bases = (
        {"text": "Quyết định còn hiệu lực", "checked_on": dt.date(2026, 1, 1), "valid_from": dt.date(2026, 1, 1)},
        {"text": "Quyết định hết hiệu lực", "checked_on": dt.date(2026, 1, 1), "valid_to": dt.date(2026, 10, 19)},
    )
    about = type(one.about).model_validate({**one.about.model_dump(), "legal_bases": bases})
    found = lines_of(made(TemplateSet({one.kind: replace(one, about=about)}), one.kind)[0])
    assert "Căn cứ Quyết định còn hiệu lực;" in found
    assert not [line for line in found if "hết hiệu lực" in line]


def test_comments_show_the_source_beside_each_sentence_only_when_wanted(templates: TemplateSet) -> None:
    plain, commented = (
        Document(io.BytesIO(made(templates, "cong-van-trien-khai", work=work)[0].files[0].content))
        for work in (SAMPLE, settings(comments=True))
    )
    assert list(plain.comments) == []
    assert [p.text for p in plain.paragraphs] == [p.text for p in commented.paragraphs]
    texts = [comment.text for comment in commented.comments]
    assert texts[0] == (
        "Nguồn: Mục III.1, trang 2, dòng 13: “Tham mưu tổ chức tuần lễ chuyển đổi số trong trường học”\n"
        "Quy tắc: Văn bản nêu tên đơn vị.\n"
        "Mức tin cậy: nên xem lại."
    )
    assert len(texts) == len([one for one in SAMPLE.plan.assignments if one.unit == SECRETARIAT.id])


def leaves(value: object) -> list[str]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, (list, tuple)):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value] if isinstance(value, str) else []


def folded(text: str) -> str:
    return " ".join(re.findall(r"[\w/&<>]+", text.casefold()))


SHORT = 3


GLUE = folded(
    "chậm nhất ngày | số | của | về | về việc | Mục trang dòng | quá hạn còn ngày | đến hạn hôm nay | "
    f"{words.NO_DEADLINE} | {words.NO_SIGNER} | {words.TO_BE_ADDED} | {words.CHECK_SOURCE}"
)


def sources(work: Work, about: object) -> str:
    """All texts a draft may be made of: directive, registry, configuration, template."""
    directive, office = work.directive, work.office
    texts = [*leaves(about.model_dump(mode="json")), *leaves(office.model_dump()), citation.full(directive, office)]
    for one in work.plan.assignments:
        texts += [one.text, one.section, one.due_text or "", one.product or "", one.measure or "", *one.channels]
        texts += [*one.partners, words.date(one.due_on) if one.due_on else "", one.role.value]
    for unit in work.units.values():
        texts += [unit.name, unit.addressee, unit.tone, unit.head_title, *[name for name, _ in work.groups]]
    for duty in directive.report_duties:
        texts += [*duty.who, duty.what, duty.to or "", duty.deadline.text if duty.deadline else ""]
    texts += [one.text for one in directive.instructions] + [s.heading or "" for s in directive.sections]
    texts += [gap.text for gap in work.plan.unassigned] + list(work.results.values())
    texts += [citation.subject(directive), words.date(work.today), str(work.today.year), work.reference]
    return " | ".join(map(folded, [*texts, *of_revision(work)]))


#: What a comparison calls what differs.
COMPARED = ("thêm mới", "không còn", "nội dung", "thời hạn", "đơn vị cùng làm", "số, ký hiệu", "trích yếu", "không có")


def of_revision(work: Work) -> list[str]:
    """The earlier content that a change is compared with, and what the ledger knows of its drafts."""
    if work.revision is None:
        return []
    told = work.revision
    before = [one.before for one in told.difference.changes if one.before]
    texts = [
        told.kind,
        told.earlier,
        told.dossier,
        *told.names.values(),
        *(text for kept in told.kept for text in kept),
    ]
    texts += [text for one in before for text in (one.text, one.due_text or "")] + list(COMPARED)
    texts += [f"chậm nhất ngày {words.date(one.due_on)}" for one in before if one.due_on]
    return texts + [text for one in told.difference.header for text in (one.field, one.before, one.after)]


def traced(leaf: str, known: str) -> bool:
    """Whether a text is made of runs of the sources' words; short runs, beside numbers and glue, at most two words."""
    left, short = folded(leaf).split(), 0
    while left:
        run = next((n for n in range(len(left), 0, -1) if f" {' '.join(left[:n])} " in f" {known} "), 0)
        glue = bool(re.fullmatch(r"[\d/–]+|\w", left[0])) or f" {left[0]} " in f" {GLUE} "
        if not run and not glue:
            return False
        short += run if run < SHORT and not glue else 0
        left = left[max(run, 1) :]
    return short < SHORT or short == len(folded(leaf).split())


@pytest.mark.parametrize("work", [SAMPLE, WORK, many(12)], ids=["sample", "own", "many"])
@pytest.mark.parametrize("kind", list(CONTENTS))
def test_no_word_of_a_draft_is_without_a_source(templates: TemplateSet, kind: str, work: Work) -> None:
    about = templates[kind].about
    known = sources(work, about)
    given = by_unit(work.plan.assignments)
    audiences = [Audience(unit, (work.units[unit],), given[unit]) for unit in work.plan.units]
    if about.granularity == "one":
        audiences = [Audience("", tuple(work.units[unit] for unit in work.plan.units), work.plan.assignments)]
    texts = {leaf for one in audiences for leaf in leaves(CONTENTS[kind](work, about, one).values)}
    assert [text for text in sorted(texts) if not traced(text, known)] == []


def test_the_trace_finds_what_was_invented(templates: TemplateSet) -> None:
    known = sources(SAMPLE, templates["cong-van-trien-khai"].about)
    assert traced("Tổ chức tuyên truyền kỹ năng số trong các buổi họp định kỳ.", known)
    assert not traced("Tổ chức tuyên truyền rộng khắp kỹ năng số", known)
    assert not traced("Trường học tổ chức tuần lễ kỹ năng mẫu cho đơn vị giáo dục kết quả", known)


@pytest.mark.parametrize(
    ("unit", "keys", "said"),
    [
        (SCHOOLS[0], ("II.1#1", "III.1"), "hoàn thành các nhiệm vụ đã quá hạn hoặc sắp đến hạn sau đây:"),
        (SCHOOLS[0], ("III.1",), "hoàn thành nhiệm vụ đã quá hạn sau đây:"),
        (COMMUNE, ("II.1#1",), "hoàn thành nhiệm vụ sắp đến hạn sau đây:"),
    ],
)
def test_a_reminder_says_how_many_tasks_there_are_and_how_they_stand(
    templates: TemplateSet, unit: Unit, keys: tuple[str, ...], said: str
) -> None:
    own = tuple(one for one in SAMPLE.plan.assignments if one.unit == unit.id and one.instruction in keys)
    plan = replace(SAMPLE.plan, units=(unit.id,), assignments=own)
    (reminder,) = made(templates, "cong-van-don-doc", work=replace(SAMPLE, plan=plan))
    assert said in " ".join(lines_of(reminder))
