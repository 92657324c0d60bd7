"""What goes into the extraction: one article as its reader found it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article.

    `text` is kept as it was given: every offset of every record counts its code points.
    The title is no part of it. `published` is EDTF (`2025-08-22`, `2025-08`), `language`
    an ISO 639-1 code where the metadata names one and None where it is to be detected.
    """

    text: str
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
