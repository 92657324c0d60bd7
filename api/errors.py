"""The exceptions of On Record, each with the HTTP status it is answered with.

A message says what is wrong, where, and what to do. It is written for the person who gave
the input and reaches them as it is: on the command line as one line, over HTTP as the
`detail` of an `application/problem+json` body.
"""


class OnRecordError(Exception):
    """The base of every error that is somebody's to mend."""

    status = 500
    title = "Internal error"


class ConfigurationError(OnRecordError):
    """A setting that cannot be used."""


class UnreadableDocumentError(OnRecordError):
    """A file that holds no article we can read."""

    status = 422
    title = "Unreadable document"


class DatabaseUnavailableError(OnRecordError):
    """No database, a folder that cannot be written, a schema that is not ours."""

    status = 503
    title = "Database unavailable"
