"""The container image, built and run by whichever engine is here; `make image-test` asks for it."""

from pathlib import Path

import pytest

from tests.system.processes import free_port, get, serving

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.image


def test_the_container_loads_the_seeds_and_answers(tmp_path: Path) -> None:
    port = free_port()
    with serving([str(ROOT / "tools/image"), "run", str(port)], port, folder=tmp_path):
        quotes = get(port, "/quotes?speaker=Lavrov")
    assert quotes["meta"]["count"] == {"value": 8, "relation": "eq"}
    assert {quote["speaker"]["id"] for quote in quotes["results"]} == {"sergey-lavrov"}
