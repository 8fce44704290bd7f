"""Values in the one form in which followthemoney keeps them.

followthemoney cleans whatever it is given and drops what it cannot clean. Here
values are brought into the form that it leaves as it is, so that nothing is
changed or dropped behind the exporter's back. Each function gives that form,
or `None` where there is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final, TypeAlias

from eurasec.interop._values import ISO_3166, Date, partial_date

__all__ = [
    "COUNTRIES",
    "LANGUAGES",
    "Form",
    "address",
    "date",
    "language",
    "name",
    "reference",
    "string",
    "text",
    "url",
    "wikidata",
]

Form: TypeAlias = Callable[[str], str | None]
"""Gives the form of a value, `None` where there is none."""

COUNTRIES: Final = ISO_3166 | {"EU", "XK"}
"""Two-letter codes that followthemoney keeps as they are, but in small letters."""

_LANGUAGES: Final = """
af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces da:dan de:deu el:ell en:eng es:spa
et:est fa:fas fi:fin fr:fra ga:gle he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat
kk:kaz km:khm kn:kan ko:kor ky:kir lb:ltz lo:lao lt:lit lv:lav mk:mkd mn:mon ms:msa mt:mlt my:mya ne:nep
nl:nld no:nor pl:pol ps:pus pt:por ro:ron ru:rus si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam
te:tel tg:tgk th:tha tk:tuk tl:tgl tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho
"""

LANGUAGES: Final = {pair[:2]: pair[3:] for pair in _LANGUAGES.split()}
"""The languages that followthemoney knows: tags of two letters, and its codes of three (ISO 639)."""

_LATER: Final = frozenset(["am", "ga", "lo", "ps", "si", "ta", "te", "th", "vi"])
"""Languages that the first releases of version 4 do not know, and drop."""

_MOST: Final = {"name": 384, "string": 1024, "text": 65_000, "address": 250, "url": 4096}
"""Characters that a value of each type may have."""

_SPACES: Final = (*range(0x2000, 0x200B), 0x2028, 0x2029, 0x0A00, 0x1680, 0x202F, 0x205F, 0x3000)
_UNSEEN: Final = (
    *range(0x09),
    *range(0x0B, 0x0D),
    *range(0x0E, 0x20),
    *range(0x7F, 0xA0),
    *range(0x200B, 0x2010),
    *range(0x2060, 0x2065),
    *(0x061C, 0x00AD, 0xFEFF),
    *range(0xD800, 0xE000),
)
_UNSAFE: Final = {**dict.fromkeys(_SPACES, " "), **dict.fromkeys(_UNSEEN)}
_gap: Final = re.compile(r"[\s\u0a00]+")


def _composed(text: str) -> str:
    """Compose a text (NFC) without what cannot be seen."""
    return unicodedata.normalize("NFC", text).translate(_UNSAFE).strip()


def _unquoted(text: str) -> str:
    """Take off the quotation marks around a name, however many."""
    first, last = 0, len(text)
    while last - first > 1 and text[first] in "\"'" and text[last - 1] in "\"'":
        first, last = first + 1, last - 1
        while first < last and text[first] == " ":
            first += 1
        while first < last and text[last - 1] == " ":
            last -= 1
    return text[first:last]


def _name(text: str) -> str:
    return _unquoted(_gap.sub(" ", _composed(text)).strip())


_parting: Final = re.compile(r"\r\n|\n|<BR/>|<BR>|\t|ESQ\.,|ESQ,|;")
_commas: Final = re.compile(r",\s?[,.]")


def _address(text: str) -> str:
    parted = _parting.sub(", ", _composed(text))
    return _gap.sub(" ", _commas.sub(", ", parted)).strip()


def _settled(text: str, step: Callable[[str], str], most: int) -> str | None:
    """Clean a text until it does not change any more."""
    while (cleaned := step(text)[:most]) != text:
        text = cleaned
    return text or None


def name(text: str) -> str | None:
    """Clean a name.

    >>> name("“Peace”  now"), name('"Peace"'), name("\N{ZERO WIDTH SPACE}")
    ('“Peace” now', 'Peace', None)
    """
    return _settled(text, _name, _MOST["name"])


def string(text: str) -> str | None:
    """Clean a label or another short text."""
    return _settled(text, _composed, _MOST["string"])


def text(text: str) -> str | None:
    """Clean a long text."""
    return _settled(text, _composed, _MOST["text"])


def address(text: str) -> str | None:
    """Clean the name of a place.

    >>> address("Moscow; Russia")
    'Moscow, Russia'
    """
    return _settled(text, _address, _MOST["address"])


_reference: Final = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.\-]*[0-9A-Za-z])?").fullmatch


def reference(id: str) -> str | None:
    """Give the id of another entity; every id of a corpus is one."""
    return id if _reference(id) else None


_LABEL: Final = "[0-9A-Za-z]([0-9A-Za-z-]{0,61}[0-9A-Za-z])?"
_url: Final = re.compile(
    rf"(http|https|ftp)://({_LABEL}\.)*[A-Za-z][0-9A-Za-z-]{{0,61}}[A-Za-z]"
    r"(:[0-9]{1,4})?"
    r"/([0-9A-Za-z\-._~!$&'()*+,:@/]|%[0-9A-Fa-f]{2})*"
    r"(\?([0-9A-Za-z\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})+)?"
    r"(#([0-9A-Za-z\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})+)?"
).fullmatch


def url(value: str) -> str | None:
    """Give a plain address on the web; of others it is not known what becomes of them.

    >>> url("https://example.org/a?b=c"), url("urn:isbn:0")
    ('https://example.org/a?b=c', None)
    """
    return value if len(value) <= _MOST["url"] and _url(value) else None


_wikidata: Final = re.compile(r"Q[0-9]{1,20}").fullmatch


def wikidata(value: str) -> str | None:
    """Give the id of an item of Wikidata."""
    return value if _wikidata(value) else None


def language(tag: str) -> str | None:
    """Give the code of a language by its tag of two letters.

    >>> language("ru"), language("ru-RU"), language("th")
    ('rus', None, None)
    """
    return None if tag in _LATER else LANGUAGES.get(tag)


def date(value: Date) -> str | None:
    """Give a plain date from the year 1000 to 2999 as `YYYY[-MM[-DD]]`."""
    text = partial_date(value)
    return text if text is not None and text[0] in "12" else None
