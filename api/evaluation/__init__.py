"""How good the extraction is on labelled articles: `read` them, `evaluate` what was extracted.

Each family of figures is one module, whose docstring says what is matched and where the measure
comes from.
"""

from api.evaluation.reading import read
from api.evaluation.report import Report, evaluate

__all__ = ["Report", "evaluate", "read"]
