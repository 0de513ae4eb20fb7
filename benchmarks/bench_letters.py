"""Letters: our rendering between its floor (packing text that is ready) and the usual way (packing every part anew)."""

from __future__ import annotations

from benchmarks.measure import compare
from services.letters.contents.common import Audience, by_unit
from services.letters.contents.unit_letter import unit_letter
from services.letters.draft import properties
from services.letters.engine import package
from services.letters.template import load_templates
from tests.needs import ROOT
from tests.unit.letters.samples import WORK, many

LETTERS = 200


def main() -> None:
    """Verify first that all three ways give the same parts, then compare."""
    template = load_templates(ROOT / "templates")["cong-van-trien-khai"]
    for name, work in (("three assignments", WORK), ("twelve assignments", many(12))):
        unit_id, given = max(by_unit(work.plan.assignments).items(), key=lambda item: len(item[1]))
        about = template.about
        values = unit_letter(work, about, Audience(unit_id, (work.units[unit_id],), given)).values
        own = properties(work, "Công văn")
        letter = template.render(values, own)
        parts = package.read_parts(letter)
        changed = [(key, parts[key]) for key in (*[part.name for part in template.parts], package.CORE)]
        if package.append(template.base, changed) != letter:
            raise SystemExit("the floor does not give the same letter")
        cases = {
            "floor: pack rendered parts behind ready ones": lambda c=changed: [
                package.append(template.base, c) for _ in range(LETTERS)
            ],
            "ours: render and pack": lambda v=values, o=own: [template.render(v, o) for _ in range(LETTERS)],
            "usual: pack all parts anew, without rendering": lambda p=parts: [
                package.append(b"", p.items()) for _ in range(LETTERS)
            ],
        }
        compare(f"letter with {name}, {len(letter)} bytes", cases, LETTERS, ("jinja2",))


if __name__ == "__main__":
    main()
