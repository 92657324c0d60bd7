"""The README's tables say what the code does."""

import re
from pathlib import Path

import pytest

from api.config import read_config
from api.resource import Resource
from api.resources import RESOURCES
from api.routes import routes

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
REPEATS = " Repeat it for several."


OTHERS = {"/healthz", "/readyz", "/autocomplete/entities", "/reconcile"}


def section(title: str) -> str:
    """What stands under the heading `title`, up to the next heading."""
    match = re.search(rf"^#+ {title}\n(.*?)(?=^#|\Z)", README, re.MULTILINE | re.DOTALL)
    assert match, f"the README has no section {title}"
    return match[1]


def table(title: str) -> list[list[str]]:
    """The cells of the table under `title`, without its head; the first one without its marks."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [[row[0].strip("`"), *row[1:]] for row in rows]


def documented(resource: Resource) -> list[list[str]]:
    """The rows the table of `resource` must have: parameter, whether it repeats, meaning."""
    arguments = {name: each.argument for name, each in resource.filters.items()}
    arguments.update(resource.options)
    rows = []
    for name, argument in arguments.items():
        is_twin = name.endswith("_id") and name.removesuffix("_id") in arguments
        if not is_twin:
            description = argument.metadata["description"]
            repeats = "yes" if description.endswith(REPEATS) else ""
            rows.append([name, repeats, description.removesuffix(REPEATS)])
    return rows


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=list(RESOURCES))
def test_the_parameters_of_a_resource(resource: Resource) -> None:
    assert table(resource.name.title()) == documented(resource)


def test_the_parameters_of_every_list() -> None:
    names = {name for name, *_ in table("Every list")}
    everywhere = [
        set(resource.list_arguments(resource.sort)) - set(resource.filters) - set(resource.options)
        for resource in RESOURCES.values()
    ]
    assert names == set.union(*everywhere)


def test_the_paths() -> None:
    paths = {path for first, *_ in table("Endpoints") for path in re.findall(r"/[a-z{}/]+", first)}
    assert paths == {route.path for route in routes(RESOURCES)} | OTHERS


def test_the_settings() -> None:
    class Asked(dict[str, str]):
        """An empty environment that remembers what it was asked for."""

        def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
            asked.append(key)
            return default

    asked: list[str] = []
    read_config(Asked())
    assert {name for name, *_ in table("Configuration")} == set(asked)
