"""Finding matters and opinions by what people write."""

from doithoai.opinions.finding.highlight import highlighted
from doithoai.opinions.finding.search import (
    Filters,
    Found,
    found_opinions,
    in_order,
    search_matters,
    search_opinions,
)
from doithoai.opinions.finding.similar import SimilarMatter, similar_matters

__all__ = [
    "Filters",
    "Found",
    "SimilarMatter",
    "found_opinions",
    "highlighted",
    "in_order",
    "search_matters",
    "search_opinions",
    "similar_matters",
]
