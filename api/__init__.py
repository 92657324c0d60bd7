"""On Record: who said what, about whom, where and when, out of news articles and over HTTP."""

from importlib.metadata import version

__version__ = version("onrecord")
