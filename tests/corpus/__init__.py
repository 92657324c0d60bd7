"""The project's own labelled articles: their gold, located in their texts.

README.md says how the files are written and what is labelled. `load()` reads them all;
`python -m tests.corpus` writes them as JSON Lines.
"""

from pathlib import Path
from typing import Any

import yaml

from .gold import Article
from .reader import Reader

HERE = Path(__file__).parent


def load(split: str | None = None) -> list[Article]:
    """All articles, or those of one split, in the order of their ids.

    Raises GoldError where a label is not found in its text, or not once.
    """
    world = {key: (name, type_) for key, (name, type_) in _yaml(HERE / "world.yaml").items()}
    values = _yaml(HERE / "values.yaml")
    articles = [
        Reader(path.stem, _yaml(path), world, values).article()
        for path in sorted((HERE / "articles").glob("*.yaml"))
    ]
    return [article for article in articles if split in (None, article.split)]


def _yaml(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return content
