"""Where configuration, templates and data are, by argument, environment variable or default."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.settings.model import Paths

CONFIG = "TRIENKHAI_CONFIG"
TEMPLATES = "TRIENKHAI_TEMPLATES"
DATA = "TRIENKHAI_DATA"
MAIN_FILE = "office.toml"
OWN = "offices"
"""Holds a folder for each office that has files of its own, in place of the shared ones."""
_PROJECT = Path(__file__).resolve().parents[2]


def config_folder(given: Path | None, env: Mapping[str, str]) -> Path:
    """The argument, else $TRIENKHAI_CONFIG, else ./config if it has office.toml, else the one beside the source."""
    if given or env.get(CONFIG):
        return (given or Path(env[CONFIG])).resolve()
    here = Path("config").resolve()
    return here if (here / MAIN_FILE).is_file() else _PROJECT / "config"


def templates_folder(config: Path, env: Mapping[str, str]) -> Path:
    """$TRIENKHAI_TEMPLATES, else `templates` beside the configuration folder."""
    return Path(env[TEMPLATES]).resolve() if env.get(TEMPLATES) else config.parent / "templates"


def data_folder(given: Path | None, env: Mapping[str, str]) -> Path:
    """The argument, else $TRIENKHAI_DATA, else ./var. It need not exist yet."""
    return (given or Path(env.get(DATA) or "var")).resolve()


def own_folder(office: str) -> str:
    """Where, in the configuration folder, an office's own files are."""
    return f"{OWN}/{office}"


def template_names(folder: Path) -> frozenset[str]:
    """The templates of a folder: the names of its folders that hold a Word file."""
    return frozenset(path.parent.name for path in folder.glob("*/letter.docx"))


def own_templates(paths: Paths, office: str) -> Path:
    """The templates of an office: its own ones if it has any, else those that all share."""
    own = paths.config / own_folder(office) / "templates"
    return own if office and own.is_dir() else paths.templates
