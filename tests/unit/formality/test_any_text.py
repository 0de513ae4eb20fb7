"""Whatever a person types into whatever component, the check answers in Vietnamese and never breaks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.formality.check import check, summary
from services.formality.model import Result
from tests.unit.formality.drafts import BODY, CLOSE, HEAD, RIGHT, SIGN, facts, official_letter

COMPONENTS = [*HEAD, *RIGHT, *CLOSE, *SIGN, "kính gửi", *(f"body {i}" for i in range(1, len(BODY) + 1))]
PIECES = st.sampled_from(
    ["Số:", "/", "KH-", "ngày 31 tháng 02 năm 99999999999", "-", ";", ".", "./.", "Nơi nhận:", "Kính gửi:", "V/v",
     "KT.", "[CHƯA ", "]", "{{", "CỘNG HÒA XÃ HỘI", "Phụ lục", "\u0301", "Ð", "\u00a0", "\n", "\t", "a", "ĐỀ"]
)  # fmt: skip
TEXT = st.lists(PIECES | st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), max_size=6).map(" ".join)


@settings(max_examples=40)
@given(
    typed=st.dictionaries(st.sampled_from(COMPONENTS), TEXT, max_size=4), dropped=st.sampled_from([None, *COMPONENTS])
)
def test_the_check_answers_on_any_text(typed, dropped):
    draft = official_letter()
    for name, text in typed.items():
        draft.say(name, text)
    if dropped:
        draft.drop(dropped)
    for kind in ("letter", "foreign"):
        found = check(draft.bytes(), facts(kind, ""))
        assert summary(found)
        assert all(f.advice for f in found if f.result in {Result.FAIL, Result.NEEDS_REVIEW})
