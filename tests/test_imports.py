"""A module imports only from those above it in the order of the design."""

import ast
from pathlib import Path

import pytest

API = Path(__file__).parents[1] / "api"

# Outer layers, top to bottom; a package stands for all of its modules.
LAYERS = [
    "errors",
    "config",
    "folding",
    "sounds",
    "keys",
    "extraction",
    "readers",
    "engines",
    "database",
    "sql",
    "models",
    "migrations",
    "names",
    "decisions",
    "fulltext",
    "rendering",
    "completion",
    "context",
    "occurrences",
    "lookup",
    "arguments",
    "schemas",
    "suggestions",
    "reconciliation",
    "editing",
    "namesakes",
    "wordings",
    "tellings",
    "resolution",
    "links",
    "utterances",
    "happenings",
    "store",
    "export",
    "cursor",
    "paging",
    "conditions",
    "formats",
    "offsets",
    "resource",
    "resources",
    "routes",
    "listing",
    "answers",
    "openapi",
    "views",
    "endpoints",
    "evaluation",
    "loader",
    "app",
    "server",
    "cli",
]

# The stages of the extraction, in the order they run.
STAGES = [
    "document",
    "records",
    "text",
    "marks",
    "lexicons",
    "nlp",
    "language",
    "edtf",
    "numerals",
    "tenses",
    "timex",
    "times",
    "gazetteer",
    "geonames",
    "people",
    "nouns",
    "annotation",
    "voices",
    "lead",
    "names",
    "mentions",
    "coreference",
    "entities",
    "places",
    "phrases",
    "speech",
    "quotations",
    "attribution",
    "plover",
    "events",
    "pipeline",
]

# What a stage is made of, where it takes more than one module.
PARTS = {
    "api.extraction.names": ["types", "context", "spans", "proper", "institutions"],
    "api.extraction.coreference": [
        "aliases",
        "roles",
        "referents",
        "discourse",
        "nominals",
        "pronouns",
        "anaphora",
        "metonymy",
    ],
    "api.extraction.speech": [
        "reporting",
        "complements",
        "scope",
        "cues",
        "direct",
        "indirect",
        "transcript",
        "confidence",
        "speakers",
    ],
    "api.extraction.plover": [
        "types",
        "noun_phrases",
        "classes",
        "clauses",
        "frames",
        "light_verbs",
        "participants",
        "intent",
        "triggers",
        "factuality",
        "counts",
        "settings",
        "reports",
        "retellings",
    ],
}

ORDERS = {"api": LAYERS, "api.extraction": STAGES, **PARTS}


def modules() -> list[str]:
    """The dotted name of every module of the package, packages by their own name."""
    paths = (path.relative_to(API.parent).with_suffix("") for path in API.rglob("*.py"))
    names = (".".join(path.parts).removesuffix(".__init__") for path in paths)
    return sorted(name for name in names if not name.startswith("api.migrations."))


def imported(module: str) -> set[str]:
    """Every name that `module` imports, at its top or inside a function."""
    path = API.parent.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def rank(name: str, package: str) -> int | None:
    """The place of `name` in the order of `package`; None for what is not inside it."""
    if not name.startswith(f"{package}."):
        return None
    head = name.removeprefix(f"{package}.").split(".")[0]
    order = ORDERS[package]
    return order.index(head) if head in order else None


@pytest.mark.parametrize("module", modules())
def test_every_module_has_a_place_in_the_order(module: str) -> None:
    for package in ORDERS:
        if module.startswith(f"{package}."):
            assert rank(module, package) is not None, f"give {module} a place in the order"


@pytest.mark.parametrize("module", modules())
def test_imports_go_upwards(module: str) -> None:
    for package in ORDERS:
        own = rank(module, package)
        if own is None:
            continue
        for name in imported(module):
            other = rank(name, package)
            assert other is None or other <= own, f"{module} imports {name}, which lies below it"


@pytest.mark.parametrize(
    "module", [name for name in modules() if name.startswith("api.extraction")]
)
def test_the_extraction_knows_no_web_and_no_database(module: str) -> None:
    roots = {name.split(".")[0] for name in imported(module)}
    assert not roots & {"flask", "peewee", "playhouse", "marshmallow", "gunicorn"}
