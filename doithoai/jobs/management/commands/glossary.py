"""``doithoai glossary [--check] FILE``: the page of words in two languages."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from doithoai.reports.glossary import glossary_page


class Command(BaseCommand):
    help = "Write the page of words, or check that it is up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, file: Path, check: bool, **options: Any) -> None:
        page = glossary_page()
        if not check:
            file.write_text(page, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != page:
            raise CommandError(f"{file.name} is not what the models say; run doithoai glossary.")
