"""All connectors there are, found by looking into their folder."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from services.office import connectors
from services.office.profile import AxisProfile, DeskProfile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from services.office.profile import Profile


@cache
def axis_profiles() -> Mapping[str, AxisProfile]:
    """The axis connectors by the name of their profile."""
    return MappingProxyType({one.name: one for one in _declared() if isinstance(one, AxisProfile)})


@cache
def desk_profiles() -> Mapping[str, DeskProfile]:
    """The draft-desk connectors by the name of their profile."""
    return MappingProxyType({one.name: one for one in _declared() if isinstance(one, DeskProfile)})


def _declared() -> Iterator[Profile]:
    for found in pkgutil.iter_modules(connectors.__path__):
        yield from importlib.import_module(f"{connectors.__name__}.{found.name}").PROFILES
