"""Coreference within an article: MUC, B³, CEAF-e, and their mean, the CoNLL F1.

MUC after Vilain et al. (1995), B³ after Bagga and Baldwin (1998), CEAF-e after Luo (2005),
the mean after Pradhan et al. (2012). A mention that was read is a gold one where they overlap,
one to one, the same span before others.

A metric is a function of two sides, the clusters it goes through and those it looks for them in:
gold and read for recall, read and gold for precision.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from statistics import fmean
from typing import Literal

from api.evaluation.assignment import best_total
from api.evaluation.gold import Article, Mention, Pair
from api.evaluation.matching import Figures, match
from api.extraction.records import Extraction

type View = Literal["names", "named"]
type Clusters = list[set[int]]
type Fraction = tuple[float, float]
type Metric = Callable[[Clusters, Clusters], Fraction]


def figures(pairs: Sequence[Pair], view: View) -> Figures:
    """The F1 of each metric, over names alone or over all mentions of who has a name.

    `names`: are the names of one entity put together? What was read and is no gold name is
    left out. `named`: every mention of the entities that have a name in the article, against
    each entity that was read with one of these mentions.
    """
    sides = [clusters(article, extraction, view) for article, extraction in pairs]
    scores = {"MUC": _f1(muc, sides), "B³": _f1(b_cubed, sides), "CEAF-e": _f1(ceaf_e, sides)}
    known = [score for score in scores.values() if score is not None]
    return {
        "gold": sum(len(gold) for gold, _ in sides),
        **scores,
        "CoNLL F1": fmean(known) if len(known) == len(scores) else None,
    }


def clusters(article: Article, extraction: Extraction, view: View) -> tuple[Clusters, Clusters]:
    """Gold and read clusters of one article; a mention of both has the same number in both."""
    gold = _wanted(article.mentions or (), view)
    read = [(mention, entity.id) for entity in extraction.entities for mention in entity.mentions]
    found = {j: i for i, j in match(gold, [mention for mention, _ in read]).items()}
    by_entity: defaultdict[str, set[int]] = defaultdict(set)
    for i, mention in enumerate(gold):
        by_entity[mention.entity].add(i)
    by_id: defaultdict[str, set[int]] = defaultdict(set)
    for j, (_, id_) in enumerate(read):
        if view == "named" or j in found:
            by_id[id_].add(found.get(j, ~j))
    return list(by_entity.values()), [each for each in by_id.values() if max(each) >= 0]


def muc(through: Clusters, among: Clusters) -> Fraction:
    """The links that hold each cluster together: those kept, and all."""
    where = _where(among)
    kept = 0
    for cluster in through:
        found = [where[mention] for mention in cluster if mention in where]
        kept += len(found) - len(set(found))
    return kept, sum(len(cluster) - 1 for cluster in through)


def b_cubed(through: Clusters, among: Clusters) -> Fraction:
    """For each mention the share of its cluster that is with it in the other; and the mentions."""
    where = _where(among)
    together = 0.0
    for cluster in through:
        sizes = Counter(where[mention] for mention in cluster if mention in where)
        together += sum(size**2 for size in sizes.values()) / len(cluster)
    return together, sum(map(len, through))


def ceaf_e(through: Clusters, among: Clusters) -> Fraction:
    """How alike the clusters are at best, each paired with one; and the clusters."""
    where = _where(among)
    alike: dict[tuple[int, int], float] = {}
    for row, cluster in enumerate(through):
        sizes = Counter(where[mention] for mention in cluster if mention in where)
        for column, size in sizes.items():
            alike[row, column] = 2 * size / (len(cluster) + len(among[column]))
    return best_total(alike), len(through)


def _wanted(mentions: Sequence[Mention], view: View) -> list[Mention]:
    names = [mention for mention in mentions if mention.form == "NAM"]
    if view == "names":
        return names
    named = {mention.entity for mention in names}
    return [mention for mention in mentions if mention.entity in named]


def _where(clusters: Clusters) -> dict[int, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _f1(metric: Metric, sides: Sequence[tuple[Clusters, Clusters]]) -> float | None:
    """From recall and precision, each over all articles; a side with nothing to count is 0."""
    recall = _ratio([metric(gold, read) for gold, read in sides])
    precision = _ratio([metric(read, gold) for gold, read in sides])
    if recall is None and precision is None:
        return None
    if not recall or not precision:
        return 0.0
    return 2 * precision * recall / (precision + recall)


def _ratio(fractions: Sequence[Fraction]) -> float | None:
    part, whole = (sum(numbers) for numbers in zip(*fractions, strict=True))
    return part / whole if whole else None
