"""Files and folders → the database: read, extract, store, and report.

Every article is stored in a transaction of its own, as soon as it is extracted: a load that is
stopped leaves whole articles, and the next one passes over what is there already.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tqdm import tqdm

from api import store
from api.config import Config
from api.database import database, open_database
from api.errors import OnRecordError, UnreadableDocumentError
from api.extraction.document import Document
from api.extraction.nlp import extractor
from api.extraction.pipeline import extract
from api.extraction.records import Extraction
from api.readers import READERS, Reading, count, read

_log = logging.getLogger(__name__)

# Articles a process that extracts has waiting, so that it is never idle and memory stays small.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Notice:
    """What there is to say about one article: its name, and a sentence without a subject."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


@dataclass(slots=True)
class Report:
    """What a load did. Counts are of articles; `foreign` are those in another language."""

    loaded: int = 0
    unchanged: int = 0
    foreign: list[Notice] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    failures: list[Notice] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The report for people: the counts, then every notice."""
        yield f"{self.loaded} loaded, {self.unchanged} unchanged, {len(self.failures)} failed."
        yield from (f"note: {notice}" for notice in self.foreign)
        yield from (f"warning: {notice}" for notice in self.warnings)
        yield from (f"error: {notice}" for notice in self.failures)


def load(paths: Sequence[Path], config: Config, *, jobs: int = 1) -> Report:
    """Load the articles of files and folders into the database of `config`.

    What cannot be read is reported and stops nothing. `jobs` is how many processes extract. On
    a terminal a bar shows how far it is.
    """
    open_database(config.database_url, "write")
    report = Report()
    files = list(_files(paths, report))
    with (
        database.connection_context(),
        tqdm(total=sum(map(count, files)), unit=" articles", disable=None) as bar,
    ):
        new = _new(files, config, report, bar.update)
        for reading, extraction in _extractions(new, config, jobs):
            if isinstance(extraction, Extraction):
                _save(reading, extraction, report)
            else:
                report.failures.append(Notice(reading.name, extraction))
    return report


def _files(paths: Iterable[Path], report: Report) -> Iterator[Path]:
    """The files to read, each once: those given, and those of folders that there is a reader for.

    A folder's are in the order of their paths; what its hidden folders hold is left alone.
    """
    seen = set()
    for path in paths:
        found = sorted(_articles(path)) if path.is_dir() else [path]
        if not found:
            kinds = ", ".join(READERS)
            report.failures.append(Notice(str(path), f"holds no file of a kind we read: {kinds}."))
        for file in found:
            if (real := file.resolve()) not in seen:
                seen.add(real)
                yield file


def _articles(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in READERS and not hidden and path.is_file():
            yield path


def _new(
    files: Iterable[Path], config: Config, report: Report, progress: Callable[[], object]
) -> Iterator[Reading]:
    """The articles that the database does not hold as they are; the others go to the report."""
    for file in files:
        for reading in read(file, config.max_chars):
            progress()
            if isinstance(reading, UnreadableDocumentError):
                report.failures.append(Notice(reading.name, reading.reason))
                continue
            report.warnings += (Notice(reading.name, warning) for warning in reading.warnings)
            if store.known(reading.document, extractor(config.model)):
                report.unchanged += 1
            else:
                yield reading


def _save(reading: Reading, extraction: Extraction, report: Report) -> None:
    if store.save(reading.document, extraction) == "unchanged":
        report.unchanged += 1
        return
    report.loaded += 1
    if extraction.language != "en":
        reason = f"is not in English but in {extraction.language!r}; stored, not extracted."
        report.foreign.append(Notice(reading.name, reason))


# What was extracted, or the reason why nothing was.
type _Outcome = Extraction | str


def _extractions(
    readings: Iterable[Reading], config: Config, jobs: int
) -> Iterator[tuple[Reading, _Outcome]]:
    """Each article and its extraction, in order, or what went wrong with it."""
    if jobs == 1:
        for reading in readings:
            yield reading, _extraction(reading.document, config.model)
        return
    # A fork would take the database connection with it.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    waiting: deque[tuple[Reading, Future[_Outcome]]] = deque()
    try:
        for reading in readings:
            waiting.append((reading, pool.submit(_extraction, reading.document, config.model)))
            if len(waiting) > jobs * _AHEAD:
                first, future = waiting.popleft()
                yield first, future.result()
        for reading, future in waiting:
            yield reading, future.result()
    except BrokenExecutor as error:
        raise OnRecordError(
            "A process that extracts died, probably for want of memory; load again with fewer jobs."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _extraction(document: Document, model: str | None) -> _Outcome:
    try:
        return extract(document, model)
    except OnRecordError:  # a setting that no article can be read with
        raise
    except Exception as error:  # a fault of ours must cost no article but its own
        _log.exception("extraction failed")
        return f"could not be extracted ({type(error).__name__}: {error}); please report it."
