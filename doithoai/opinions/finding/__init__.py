"""Finding matters and opinions by what people write."""

from doithoai.opinions.finding.similar import SimilarMatter, similar_matters

__all__ = ["SimilarMatter", "similar_matters"]
