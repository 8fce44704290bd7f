"""URIs, as formats want them that take no address in other scripts."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_uri"]

_PCHAR: Final = r"([A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
_uri: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:"
    rf"(//([A-Za-z0-9\-._~]+@)?[A-Za-z0-9\-._~]+(:[0-9]{{1,5}})?(/{_PCHAR}*)*|{_PCHAR}+(/{_PCHAR}*)*)"
    rf"(\?({_PCHAR}|[/?])*)?(#({_PCHAR}|[/?])*)?"
).fullmatch


def is_uri(url: str) -> bool:
    """Tell whether a url is a URI of RFC 3986; of rare forms, such as addresses in brackets, it is denied.

    >>> is_uri("https://example.org/a?b=c#d"), is_uri("https://пример.рф/")
    (True, False)
    """
    return _uri(url) is not None
