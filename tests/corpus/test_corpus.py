"""The corpus itself: every label is found in its text, and the gold agrees with itself."""

from itertools import pairwise

import pytest
import yaml

from . import HERE, load
from .locate import GoldError, Locator
from .rows import as_row

ARTICLES = load()
IDS = [article.id for article in ARTICLES]
MARKS = "“”‘’«»\"'"


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_every_label_is_literal(article):
    def check(node):
        if isinstance(node, dict):
            if {"start", "end", "text"} <= node.keys():
                assert article.text[node["start"] : node["end"]] == node["text"]
            for value in node.values():
                check(value)
        elif isinstance(node, list):
            for value in node:
                check(value)

    row = as_row(article)
    del row["text"]
    check(row)


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_quotes_leave_their_outer_marks_out(article):
    for quote in article.quotes:
        assert all(a.end <= b.start for a, b in pairwise(quote.spans))
        for span in quote.spans:
            assert span.text == span.text.strip()
            if quote.type == "direct":
                assert not (span.text[0] in MARKS and span.text[-1] == span.text[0])


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_mentions_of_one_kind_do_not_overlap(article):
    names = sorted(
        (m.span.start, m.span.end) for e in article.entities for m in e.mentions if m.kind == "name"
    )
    assert all(a[1] <= b[0] for a, b in pairwise(names))


@pytest.mark.parametrize("article", ARTICLES, ids=IDS)
def test_who_speaks_is_among_the_entities(article):
    keys = {entity.key for entity in article.entities}
    for quote in article.quotes:
        assert {quote.speaker, quote.attributed_to, *quote.addressees} - {None} <= keys


def test_every_entity_of_the_world_comes_up():
    world = yaml.safe_load((HERE / "world.yaml").read_text("utf-8"))
    assert world.keys() <= {entity.key for article in ARTICLES for entity in article.entities}


def test_both_splits_have_every_style():
    by_split = {
        split: {article.style for article in ARTICLES if article.split == split}
        for split in ("open", "closing")
    }
    assert by_split["open"] == by_split["closing"]
    assert 4 * sum(article.split == "closing" for article in ARTICLES) == len(ARTICLES)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("he said", (11, 18)),
        ("yes <he> said", (11, 13)),
        ("We […] yes", (0, 10)),
    ],
)
def test_a_pattern_is_found(pattern, found):
    span = Locator("We say yes he said. She said so.", "x").find(pattern)
    assert (span.start, span.end) == found


@pytest.mark.parametrize("pattern", ["said", "They", "hes"])
def test_a_pattern_that_fits_nowhere_or_twice_is_an_error(pattern):
    with pytest.raises(GoldError, match=r"x: .* times"):
        Locator("We say yes he said. She said so.", "x").find(pattern)
