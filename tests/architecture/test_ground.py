"""The project stands on any ground: no paths of one machine, no hosts of registries, one set of locked packages."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from importlib import metadata

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.source import modules
from tests.needs import ROOT, need

MACHINE_PATH = re.compile(r"(?<![\w.~/$}-])/(?:work|home|root|tmp|opt/pypi|opt/wheels)/[a-z.]")
#: Hosts of package registries, written so that this file does not contain them.
REGISTRY = re.compile(
    "|".join(
        rf"{name}\.(?:{ends})"
        for name, ends in [("pypi", "org"), ("pythonhosted", "org"), ("deb\\.debian", "org"), ("npmjs", "org|com")]
    )
)
PYTHONS = ("3.11.0", "3.11.2", "3.11.9", "3.12.3", "3.13.1", "3.14.0")
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)==(\S+)", re.MULTILINE)


def tracked() -> list[str]:
    git = shutil.which("git")
    need(git and (ROOT / ".git").exists(), "a git checkout")
    listed = subprocess.run([str(git), "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name]


def texts() -> dict[str, str]:
    found = {}
    for name in tracked():
        path = ROOT / name
        content = path.read_bytes() if path.is_file() else b"\0"
        if b"\0" not in content and name != "tests/architecture/test_ground.py":
            found[name] = content.decode("utf-8", errors="replace")
    return found


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine path", "registry host"])
def test_no_file_names_one_machine(pattern):
    hits = [f"{name}: {hit.group()}" for name, text in texts().items() for hit in pattern.finditer(text)]
    assert hits == []


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def test_the_image_gets_the_very_versions_that_are_tested():
    everything = pins("requirements.lock")
    assert {
        name: version for name, version in pins("requirements-run.lock").items() if everything[name] != version
    } == {}


def test_the_lock_holds_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    dev = {canonicalize_name(Requirement(line).name) for line in project["optional-dependencies"]["dev"]}
    assert run - set(pins("requirements-run.lock")) == set()
    assert dev - set(pins("requirements.lock")) == set()


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_serves_every_supported_python(python):
    environment = {
        **default_environment(),
        "python_full_version": python,
        "python_version": python.rsplit(".", 1)[0],
        "extra": "",
    }
    locked = pins("requirements.lock")
    asked = [(name, Requirement(line)) for name in locked for line in metadata.requires(name) or []]
    wanted = [(name, r) for name, r in asked if r.marker is None or r.marker.evaluate(environment)]
    assert [f"{name} wants {r}" for name, r in wanted if canonicalize_name(r.name) not in locked] == []


def patterns(tree: ast.Module) -> list[str]:
    """The texts that are given to functions of `re` as they stand."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")]
    texts = [call.args[0].value for call in calls if call.args and isinstance(call.args[0], ast.Constant)]
    return [text for text in texts if isinstance(text, str)]


def test_no_pattern_is_one_that_python_before_3_11_5_misreads():
    """Possessive repeats and atomic groups match nothing there (Debian 12 has 3.11.2)."""
    found = [(module.path, text) for module in modules("services", "workers") for text in patterns(module.tree)]
    assert len(found) > 100
    odd = re.compile("POSSESSIVE_REPEAT|ATOMIC_GROUP")
    assert [one for one in found if odd.search(repr(re._parser.parse(one[1])))] == []
    assert odd.search(repr(re._parser.parse("(?:(?!b).)*+b")))


def test_no_locked_package_is_under_gpl_or_agpl():
    """LGPL is used as a separate library only where docs/decisions (0005, 0011) says so; docxtpl is never shipped."""
    licences = {}
    for name in pins("requirements.lock"):
        about = metadata.metadata(name)
        told = [
            about.get("License-Expression", ""),
            about.get("License", "")[:80],
            *(about.get_all("Classifier") or []),
        ]
        licences[name] = " ".join(line for line in told if "GPL" in line or "General Public" in line)
    assert {name for name, told in licences.items() if told} == {"docxtpl", "psycopg", "psycopg-binary"}
    assert "docxtpl" not in pins("requirements-run.lock")
    assert [name for name, told in licences.items() if re.search(r"(?<!L)GPL", told)] == []


def test_the_compose_file_is_valid():
    compose = shutil.which("docker-compose")
    if not compose:
        pytest.skip("missing: docker-compose")
    command = [compose, "--profile", "sandbox", "config", "--quiet"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
