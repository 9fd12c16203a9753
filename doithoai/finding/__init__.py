"""Finding matters and opinions by what people write: the index, search, what is similar."""
