"""How well the labelled corpus is read: no figure falls below its floor.

To see the figures:

    python -m tests.corpus open | onrecord evaluate -

Whoever makes a figure better raises its floor to just below it: half a point less, rounded down
to a full one. A floor is lowered for an error in the gold, in the commit that mends it; and of how
many quotes are sure and how many of them are right, the one where the other rises by more.
Nobody looks at what is wrong in the `closing` articles, only at their figures.
"""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import store
from api.database import database, open_database
from api.evaluation import Report, evaluate, read
from api.evaluation.coreference import b_cubed
from api.evaluation.gold import Pair
from api.evaluation.matching import match
from api.extraction.pipeline import extract
from api.keys import article_id
from api.models import Appearance, Signature
from api.models import Article as StoredArticle
from tests.corpus import load
from tests.corpus.rows import as_row, dumps

SPLITS = ("open", "closing")

# Family and figure → its floor in the open and in the closing articles.
FLOORS = {
    ("quotes, all", "P"): (0.92, 0.95),
    ("quotes, all", "R"): (0.68, 0.66),
    ("quotes, all", "F1@.8"): (0.78, 0.78),
    ("quotes, all", "joint F1@.8"): (0.74, 0.78),
    ("quotes, speech", "P"): (0.91, 0.95),
    ("quotes, speech", "R"): (0.77, 0.75),
    ("quotes, speech", "F1@.8"): (0.84, 0.83),
    ("quotes, speech", "F1@.3"): (0.87, 0.86),
    ("quotes, speech", "speaker mention"): (0.96, 0.98),
    ("quotes, speech", "speaker resolved"): (0.87, 0.92),
    ("quotes, speech", "joint F1@.8"): (0.77, 0.82),
    ("quotes, direct", "F1@.8"): (0.93, 0.94),
    ("quotes, direct", "joint F1@.8"): (0.82, 0.92),
    ("confidence", "AUROC"): (0.78, 0.67),
    ("confidence", "sure"): (0.43, 0.44),
    ("confidence", "right when sure"): (0.97, 0.95),
    ("names", "strict F1"): (0.86, 0.85),
    ("names", "overlap F1"): (0.87, 0.88),
    ("coreference of names", "CoNLL F1"): (0.96, 0.96),
    ("coreference of the named", "CoNLL F1"): (0.75, 0.75),
    ("times", "relaxed F1"): (0.94, 0.95),
    ("times", "strict F1"): (0.91, 0.94),
    ("times", "value F1"): (0.87, 0.80),
    ("events", "P"): (0.76, 0.63),
    ("events", "R"): (0.61, 0.52),
    ("events", "F1"): (0.67, 0.57),
    ("events", "right at .5"): (0.86, 0.71),
    ("arguments of events", "actor F1"): (0.86, 0.92),
    ("arguments of events", "recipient F1"): (0.78, 0.80),
    ("arguments of events", "place F1"): (0.62, 0.32),
    ("arguments of events", "count F1"): (0.39, 0.72),
    ("arguments of events", "date"): (0.62, 0.59),
    ("factuality of events", "tense"): (0.94, 0.92),
    ("factuality of events", "polarity"): (0.99, 0.97),
    ("factuality of events", "certainty"): (0.95, 0.99),
    ("factuality of events", "future F1"): (0.91, 0.85),
}

# The gap between confidence and truth is the better the lower it is.
CEILINGS = {
    ("confidence", "ECE"): (0.08, 0.11),
}

# One entity of the collection for each of the corpus, over all articles (B³).
IDENTITY_FLOORS = {"recall": 0.90, "precision": 0.97}


@pytest.fixture(scope="module")
def pairs() -> dict[str, list[Pair]]:
    """The articles of each split, and what is read out of them."""
    found = {}
    for split in SPLITS:
        lines = [dumps(as_row(article)).encode() for article in load(split)]
        articles = read(split, lines, max_chars=100_000)
        found[split] = [(article, extract(article.document)) for article in articles]
    return found


@pytest.fixture(scope="module")
def reports(pairs: dict[str, list[Pair]]) -> dict[str, Report]:
    """What is measured on each split."""
    return {split: evaluate(pairs[split]) for split in SPLITS}


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(("family", "figure"), FLOORS)
def test_no_figure_falls(reports: dict[str, Report], split: str, family: str, figure: str) -> None:
    measured = reports[split].figures[family][figure]
    assert measured is not None
    assert measured >= FLOORS[family, figure][SPLITS.index(split)]


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize(("family", "figure"), CEILINGS)
def test_no_error_grows(reports: dict[str, Report], split: str, family: str, figure: str) -> None:
    measured = reports[split].figures[family][figure]
    assert measured is not None
    assert measured <= CEILINGS[family, figure][SPLITS.index(split)]


def test_every_family_has_a_floor(reports: dict[str, Report]) -> None:
    assert {family for family, _ in FLOORS} == set(reports["open"].figures)


def test_somebody_is_one_entity_in_all_articles(
    pairs: dict[str, list[Pair]], tmp_path: Path
) -> None:
    """B³ over those names of the whole corpus that were found."""
    both = [each for split in SPLITS for each in pairs[split]]
    gold: defaultdict[str, set[int]] = defaultdict(set)
    resolved: defaultdict[int, set[int]] = defaultdict(set)
    open_database(f"sqlite:///{tmp_path / 'onrecord.db'}", "write")
    with database.connection_context():
        for article, extraction in both:
            store.save(article.document, extraction)
        for number, (key, entity) in enumerate(each for pair in both for each in named(pair)):
            gold[key].add(number)
            resolved[entity].add(number)
    theirs, ours = [*gold.values()], [*resolved.values()]
    together, names = b_cubed(theirs, ours)
    apart, _ = b_cubed(ours, theirs)
    assert together / names >= IDENTITY_FLOORS["recall"]
    assert apart / names >= IDENTITY_FLOORS["precision"]


def named(pair: Pair) -> Iterator[tuple[str, int]]:
    """Of each name that was found: who it is in the gold, and which entity in the collection."""
    article, extraction = pair
    stored = (
        Appearance.select(Appearance.number, Signature.entity)
        .join(Signature)
        .switch(Appearance)
        .join(StoredArticle)
        .where(StoredArticle.public_id == article_id(article.document.text, None, None))
    )
    entities = {f"e{number}": entity for number, entity in stored.tuples()}
    wanted = [mention for mention in article.mentions or () if mention.form == "NAM"]
    read = [
        (mention, entities[entity.id])
        for entity in extraction.entities
        if entity.id in entities
        for mention in entity.mentions
        if mention.kind == "name"
    ]
    for i, j in match(wanted, [mention for mention, _ in read]).items():
        yield wanted[i].entity, read[j][1]
