"""Learns the shipped text models from the shipped labelled texts: python -m tools.train_text"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doithoai.config.settings")

from doithoai.language.fields import MODEL as FIELDS
from doithoai.language.learning import labelled_texts, learn_fields, learn_statutory
from doithoai.language.signs import MODEL as SIGNS


def main() -> None:
    rows = labelled_texts()
    learn_fields(rows).save(FIELDS)
    learn_statutory(rows).save(SIGNS)
    for path in (FIELDS, SIGNS):
        print(f"{path.name}: {path.stat().st_size / 1_000_000:.2f} MB from {len(rows)} texts")


if __name__ == "__main__":
    main()
