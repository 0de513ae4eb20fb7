"""How a connector declares itself: the name of its profile, the keys of its block in `office.toml`, how to open it.

A connector is one module in `services/office/connectors/` with a `PROFILES` tuple; nothing else has to be told. Keys of
type `SecretStr` are given as `<key>_file` or `<key>_env`; keys of type `Path` are taken from the configuration folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from services.blocks import Frozen, Seconds

if TYPE_CHECKING:
    from services.office.port import Axis, DraftDesk


class HttpSettings(Frozen):
    """Keys of every connection over HTTP.

    `ca_file`: certificate authorities to trust instead of the usual ones (PEM); verification itself cannot be turned
    off. `requests_per_second`: at most so many requests of one process to this server.
    """

    base_url: str
    ca_file: Path | None = None
    requests_per_second: Annotated[float, Field(gt=0, le=1000)] | None = None


class AxisSettings(Frozen):
    """`[axis]`: keys of every profile. `organ_id` is who we are on the axis."""

    profile: str
    organ_id: str
    timeout_seconds: Seconds = 15


class DeskSettings(Frozen):
    """`[desk]`: keys of every profile. The three times feed the laws of filing (docs/delivery-guarantees.md)."""

    profile: str
    timeout_seconds: Seconds = 8
    vendor_commit_seconds: Seconds = 5
    index_lag_seconds: Annotated[float, Field(ge=0, le=3600)] = 1


@dataclass(frozen=True, slots=True)
class AxisProfile:
    """A connector for `[axis]`.

    `sandbox`: its block for the local sandbox (`{root}`, `{folder}`, `{organ_id}` and `{token}` are filled in); empty
    when the sandbox does not imitate it. `long_organ_ids`: this axis knows only the 13-character form (QCVN 102:2016).
    """

    name: str
    settings: type[AxisSettings]
    open: Callable[[Any], Axis]
    sandbox: Mapping[str, str] = field(default_factory=dict)
    long_organ_ids: bool = False


@dataclass(frozen=True, slots=True)
class DeskProfile:
    """A connector for `[desk]`; `sandbox` as for the axis."""

    name: str
    settings: type[DeskSettings]
    open: Callable[[Any], DraftDesk]
    sandbox: Mapping[str, str] = field(default_factory=dict)


Profile = AxisProfile | DeskProfile
