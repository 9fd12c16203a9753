"""The words of an HTML letter: paragraphs apart, lists and tables readable, nothing hidden."""

import re
from typing import Final

import lxml.html
from inscriptis import Inscriptis
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.model.config import ParserConfig
from lxml.etree import ErrorTypes

from doithoai.kit.vietnamese import visible

LONGEST: Final = 5_000_000
"""Characters; a longer one holds pictures written as letters, or is meant to hurt."""
_PICTURE: Final = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=\s]*")
_UNSEEN: Final = ("head", "script", "style", "template", "noscript", "object")
_INVISIBLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.)\D"
)
_NESTING: Final = re.compile(
    r"</?(?:div|span|blockquote|table|tbody|tr|td|font|b|i|em|strong|a|center|ul|ol|li)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"[ \t\xa0]+\n")
_GAP: Final = re.compile(r"\n{3,}")


def words_of_html(page: str) -> str:
    """Empty when the page says nothing."""
    page = _PICTURE.sub("", page)[:LONGEST]
    try:
        text = _text(page)
    except RecursionError:  # nested far deeper than any program writes
        text = _text(_NESTING.sub("<br>", page))
    return _GAP.sub("\n\n", _SPACES.sub("\n", f"{visible(text)}\n")).strip("\n")


def _text(page: str) -> str:
    """Raises RecursionError for what is nested too deeply to be shown whole."""
    source = page.encode("utf-8", "ignore")
    if not source.strip():
        return ""
    parser = lxml.html.HTMLParser(
        huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    tree = lxml.html.document_fromstring(source, parser=parser)
    if any(one.type == ErrorTypes.ERR_RESOURCE_LIMIT for one in parser.error_log):
        raise RecursionError
    for one in list(tree.iter(*_UNSEEN)):
        one.drop_tree()
    for one in list(tree.iter()):
        if _is_hidden(one) and one.getparent() is not None:
            one.drop_tree()
    return str(Inscriptis(tree, ParserConfig(css=STRICT_CSS_PROFILE.copy())).get_text())


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    style = element.get("style", "") + ";"
    return "hidden" in element.attrib or bool(_INVISIBLE.search(style.lower()))
