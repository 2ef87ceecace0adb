"""What a page may say that would do something in an output, were it not made harmless there."""

from __future__ import annotations

import unicodedata

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>x</a>"
WORDS = (
    SCRIPT,
    "\"'><svg/onload=alert(1)>{{7*7}}{% raw %}${7*7}",
    "</style></title></textarea><iframe src=//evil.example>",
    "]]> --> <!-- <![CDATA[ &amp; &#x3c; &lt;b&gt; ?>",
    '=HYPERLINK("http://evil.example","x")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "[click](https://evil.example) ![p](https://evil.example/p.png) <https://evil.example> `code` # *b* _i_ | x",
    "\x1b[31m\x1b[2J\x1b]52;c;ZXZpbA==\x07\x9b1m\x1b]8;;http://evil.example\x1b\\link",
    "\u202eturned\u202c \u2066inside\u2069 zero\u200bwidth \ufeff \U000e0041",
    "one\r\nBcc: evil@example.org\r\n\r\nbody\rtwo\nthree\u2028four\u2029five\x85six\x0bseven\x0ceight",
    "END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTACH:file:///etc/passwd",
    'a;b,c:d\\e\\n\\\\,\\;^n"',
    "=?utf-8?q?=1B=5B2J=0D=0ABcc:_evil?= =?utf-8?b?4oCu?=",
    "\x00nul\x01\x02\x1f\x7f \ufffe\uffff\ufdd0 \ud800 \udfff\ud83d",
    "%s %(x)s {0} {x} $HOME `id` $(id) ; rm -rf ~",
    "../../etc/passwd\x00.html",
    "--\n.\n.. \r\n.\r\nQUIT\r\n",
    "é" * 3000,
    "w" * 100_000,
)
URLS = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    'https://evil.example/"><script>alert(1)</script>\r\nX-Evil: 1\r\n\x00\ud800 ]]>',
    "HTTPS\n://x",
)


def acts(letter: str) -> bool:
    """Whether a letter acts on a terminal, or on the eye of a reader."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or letter in "\ufffe\uffff"


def acting(text: str, but: str = "") -> set[str]:
    """The letters of a text that act."""
    return {letter for letter in set(text) if acts(letter) and letter not in but}
