"""The clerk's inbox: dossiers, their papers, and the three moves: accept, return with a reason, issue with a number.

Plain HTML forms, answered with a redirect. There is no login: the sandbox serves its own machine. Forms are taken only
from its own pages (Origin), pages load nothing from elsewhere (Content-Security-Policy).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlsplit

import jinja2
from fastapi import APIRouter, Depends, Form, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from services.office.edxml import VIETNAM, status_name
from services.sandbox.decisions import Decision, IllegalMoveError, NumberTakenError
from services.sandbox.desk_store import local_time

if TYPE_CHECKING:
    from services.sandbox.desk_store import DeskStore
    from services.sandbox.overview import Overview

STATES = {
    "draft": "Chờ văn thư",
    "accepted": "Đã tiếp nhận",
    "returned": "Đã trả lại",
    "withdrawn": "Đã rút lại",
    "issued": "Đã ban hành",
}
_POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_SYMBOL = re.compile(r"\d+[a-zA-Z]?/\S+")
_DONE = "Văn bản này đã được xử lý trước đó, không thể xử lý lại. Hãy tải lại trang hồ sơ."


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages, filled."""

    overview: Overview
    environment: jinja2.Environment

    def index(self) -> Response:
        """All dossiers and the documents that came over the axis."""
        return self._page("index.html", dossiers=self.overview.dossiers(), documents=self.overview.documents())

    def show(self, dossier_id: int) -> Response:
        """One dossier."""
        return self.dossier(dossier_id)

    def dossier(self, dossier_id: int, problem: str = "", status: int = 200) -> Response:
        """A dossier, a problem told on top: cover note, table, letters by unit, assignments by unit."""
        found = self.overview.dossier(dossier_id)
        if not found:
            raise HTTPException(404, "Không có hồ sơ này.")
        papers = [
            draft for kind in ("cover_note", "slip", "table") for draft in found["drafts"] if draft["kind"] == kind
        ]
        letters = [draft for draft in found["drafts"] if draft not in papers]
        units = [
            (unit, list(items)) for unit, items in groupby(found["assignments"], key=lambda item: item["unit_name"])
        ]
        counted = Counter(draft["state"] for draft in letters)
        tally = [(state, counted[state]) for state in STATES if counted[state]]
        today = dt.datetime.now(VIETNAM).date().isoformat()
        shown = {"dossier": found, "papers": papers, "letters": letters, "tally": tally, "units": units, "today": today}
        return self._page("dossier.html", status, problem=problem, **shown)

    def problem(self, told: str, status: int) -> Response:
        """A page that says what went wrong, with a way back."""
        return self._page("problem.html", status, problem=told)

    def _page(self, template: str, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 - template values
        html = self.environment.get_template(template).render(office=self.overview.office_name(), **values)
        return HTMLResponse(html, status, {"Content-Security-Policy": _POLICY, "Referrer-Policy": "same-origin"})


@dataclass(frozen=True, slots=True)
class Moves:
    """The handlers of files and forms."""

    desk: DeskStore
    pages: Pages

    def download(self, file_id: int) -> Response:
        """A file under its own name, never shown inside the browser."""
        file = self.desk.file(file_id)
        if not file:
            raise HTTPException(404, "Không có tệp này.")
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        headers = {"Content-Disposition": disposition, "X-Content-Type-Options": "nosniff"}
        return Response(file.content, media_type=file.media_type, headers=headers)

    def accept(self, draft_id: int) -> Response:
        """Tiếp nhận."""
        return self._decided(draft_id, Decision("accepted"))

    def give_back(
        self, draft_id: int, dossier: Annotated[int, Form()], reason: Annotated[str, Form()] = ""
    ) -> Response:
        """Trả lại, with a reason."""
        if not reason.strip():
            return self.pages.dossier(dossier, "Chưa trả lại: cần ghi lý do để người soạn biết phải sửa gì.", 422)
        return self._decided(draft_id, Decision("returned", reason=reason.strip()))

    def issue(
        self,
        draft_id: int,
        dossier: Annotated[int, Form()],
        symbol: Annotated[str, Form()] = "",
        issued_on: Annotated[str, Form()] = "",
    ) -> Response:
        """Ban hành, with number and day."""
        if not _SYMBOL.fullmatch(symbol.strip()):
            return self.pages.dossier(dossier, "Chưa ban hành: số, ký hiệu phải có dạng 215/SGDĐT-VP.", 422)
        day = _day(issued_on.strip())
        if day is None:
            return self.pages.dossier(dossier, "Chưa ban hành: ngày ban hành phải có dạng 03/02/2020.", 422)
        made = Decision("issued", symbol=unicodedata.normalize("NFC", symbol.strip()), issued_on=day.isoformat())
        try:
            return self._decided(draft_id, made)
        except NumberTakenError as error:
            told = f"Chưa ban hành: số {made.symbol} năm {day.year} đã cấp cho “{error.title}”. Hãy ghi số khác."
            return self.pages.dossier(dossier, told, 422)

    def _decided(self, draft_id: int, made: Decision) -> Response:
        try:
            dossier_id = self.desk.decide(draft_id, made)
        except IllegalMoveError as error:
            raise HTTPException(409, _DONE) from error
        return RedirectResponse(f"/ho-so/{dossier_id}#van-ban-{draft_id}", 303)


def inbox_router(desk: DeskStore, pages: Pages) -> APIRouter:
    """Pages, downloads and forms below `/`."""
    moves = Moves(desk, pages)
    css = resources.files(__package__).joinpath("pages/inbox.css").read_text("utf-8")
    router = APIRouter(default_response_class=HTMLResponse)
    router.get("/")(pages.index)
    router.get("/inbox.css")(lambda: Response(css, media_type="text/css"))
    router.get("/ho-so/{dossier_id}")(pages.show)
    router.get("/tep/{file_id}")(moves.download)
    forms = [Depends(from_own_page)]
    router.post("/du-thao/{draft_id}/tiep-nhan", dependencies=forms)(moves.accept)
    router.post("/du-thao/{draft_id}/tra-lai", dependencies=forms)(moves.give_back)
    router.post("/du-thao/{draft_id}/ban-hanh", dependencies=forms)(moves.issue)
    return router


def from_own_page(request: Request) -> None:
    """Take a form only when the browser says that it stood on a page of this server; else HTTP 403."""
    origin = urlsplit(request.headers.get("origin") or request.headers.get("referer") or "")
    if not origin.netloc or origin.netloc != request.headers.get("host"):
        raise HTTPException(403, "Biểu mẫu không đến từ trang này nên không được thực hiện.")


def _day(text: str) -> dt.date | None:
    """A day as clerks write it (03/02/2020) or as ISO. A browser's own date field would follow its own country."""
    written = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
    try:
        if written:
            return dt.date(int(written[3]), int(written[2]), int(written[1]))
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def make_pages(overview: Overview) -> Pages:
    """The pages over the office's data."""
    return Pages(overview, _environment())


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__ or "", "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["states"] = STATES
    environment.filters["moment"] = lambda moment: f"{local_time(moment):%d/%m/%Y %H:%M}"
    environment.filters["day"] = lambda text: f"{dt.date.fromisoformat(text):%d/%m/%Y}" if text else ""
    environment.filters["size"] = lambda size: f"{max(size / 1024, 0.1):.1f} KB".replace(".", ",")
    environment.filters["status_name"] = status_name
    return environment
