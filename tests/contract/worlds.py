"""Where a connector is tried: the sandbox that imitates its server, or folders; found by what its profile declares.

A profile that needs more than its declaration to show all it can has variants here: settings and quirks to go with it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from services.office.folders import key_of
from services.office.profile import AxisProfile, DeskProfile
from services.office.registry import axis_profiles, desk_profiles
from services.sandbox.deliver import deliver_packet

TOKEN = "ma-truy-cap-thu"
ORGAN = "000.00.03.H53"
SENDER = "000.00.00.H53"
SEARCH = "/shared/integration/doc/find/"


@dataclass(frozen=True)
class Variant:
    """A profile with settings beyond its declaration, on a sandbox with these knobs and quirks."""

    profile: AxisProfile | DeskProfile
    name: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    quirks: dict[str, Any] = field(default_factory=dict)
    knobs: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.profile.name + self.name


MORE = {
    "lgsp-v1": [
        Variant(axis_profiles()["lgsp-v1"], "-base64", quirks={"lgsp_base64": True, "lgsp_flat_agencies": True}),
        Variant(axis_profiles()["lgsp-v1"], "-lists-all", quirks={"lgsp_lists_all": True, "lgsp_token_on_top": True}),
        Variant(axis_profiles()["lgsp-v1"], "-short-tokens", quirks={"lgsp_token_calls": 1}),
    ],
    "vxp": [Variant(axis_profiles()["vxp"], "-full-hash", settings={"file_hash": "full"})],
    "bkav-edoc": [
        Variant(axis_profiles()["bkav-edoc"], "-docIDs", quirks={"bkav_doc_ids": True}),
        Variant(axis_profiles()["bkav-edoc"], "-twice", knobs={"repeat_listing": True}),
    ],
    "sandbox": [
        Variant(desk_profiles()["sandbox"], "-unique", {"unique_reference": True}, knobs={"unique_reference": True}),
        Variant(desk_profiles()["sandbox"], "-key", {"idempotency_key": True}, knobs={"idempotency_key": True}),
    ],
    "ioffice": [
        Variant(
            desk_profiles()["ioffice"],
            "-search",
            {"paths": {"find": SEARCH}, "unique_reference": True},
            {"ioffice_search": True, "ioffice_dedupes": True},
        )
    ],
}
AXES = [one for profile in axis_profiles().values() for one in [Variant(profile), *MORE.get(profile.name, [])]]
DESKS = [
    one
    for profile in desk_profiles().values()
    for one in [Variant(profile), *(more for more in MORE.get(profile.name, []) if more.profile is profile)]
]


@dataclass(frozen=True)
class World:
    """One variant in its surroundings."""

    variant: Variant
    root: str
    database: Path
    folder: Path
    token: str = TOKEN

    @property
    def on_server(self) -> bool:
        """Whether somebody answers over HTTP."""
        return any("{root}" in value for value in self.variant.profile.sandbox.values())

    def settings(self, organ_id=ORGAN, token=None, timeout=5):
        token = token or self.token
        filled = {
            key: value.format(root=self.root, folder=self.folder, organ_id=organ_id, token=token)
            for key, value in self.variant.profile.sandbox.items()
        }
        profile = self.variant.profile
        wanted = {**filled, **self.variant.settings, "timeout_seconds": timeout}
        return profile.settings(profile=profile.name, **wanted)

    def open(self, organ_id=ORGAN, token=None, timeout=5):
        return self.variant.profile.open(self.settings(organ_id, token, timeout))

    def deliver(self, packet: bytes) -> None:
        """As if another office had sent it, or a clerk had put it there."""
        if self.on_server:
            deliver_packet(self.database, packet)
            return
        inbox = self.folder / "den"
        (inbox / f"goi-{len(list(inbox.iterdir()))}.edxml").write_bytes(packet)

    def turn(self, board: str, **changes):
        bearer = {"Authorization": f"Bearer {self.token}"}
        answer = requests.post(f"{self.root}/sandbox/{board}", json=changes, headers=bearer, timeout=5)
        answer.raise_for_status()
        return answer.json()

    def issue(self, symbol: str, day: str, reference: str = "TK-1-L01") -> None:
        """The clerk issues a draft."""
        if self.on_server:
            with sqlite3.connect(self.database) as db:
                row = db.execute("SELECT draft_id, dossier_id FROM draft WHERE reference = ?", (reference,)).fetchone()
            form = {"dossier": str(row[1]), "symbol": symbol, "issued_on": day}
            url = f"{self.root}/du-thao/{row[0]}/ban-hanh"
            assert requests.post(url, data=form, headers={"Origin": self.root}, timeout=5).status_code == 200
            return
        (form,) = (self.folder / "di").glob(f"*/* – {key_of(reference)}/ket-qua.txt")
        text = form.read_text("utf-8-sig").replace("Kết quả:", "Kết quả: Ban hành")
        text = text.replace("Số, ký hiệu:", f"Số, ký hiệu: {symbol}").replace("Ngày ban hành:", f"Ngày ban hành: {day}")
        form.write_text(text, encoding="utf-8")
