"""PURE. What the core raises: one refusal with a stable code, never a bare string."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from liandong.core.texts import Text


class Refusal(Exception):
    """An act that the law, the rights or the state of the matter does not allow.

    `code` is stable and has its words in `core.words.SAYS`. `params` fill the words; a `Text` among them is
    said in the reader's language. `rule` is the pack element that stands against the act
    (`COUNTY/joint-enforcement#plan`), `cites` its articles, `field` the form field to point at. Where one of several
    lines of that element refuses, `line` says which, from 1, and `rules` the rules that the line carries.
    """

    def __init__(
        self,
        code: str,
        *,
        rule: str = "",
        cites: tuple[str, ...] = (),
        field: str = "",
        line: int = 0,
        rules: tuple[str, ...] = (),
        **params: str | int | Text,
    ) -> None:
        super().__init__(code, params)
        self.code = code
        self.rule = rule
        self.cites = cites
        self.field = field
        self.line = line
        self.rules = rules
        self.params: Mapping[str, str | int | Text] = params

    def placed(self, field: str, *, rule: str = "", cites: tuple[str, ...] = (), **params: str | int | Text) -> Refusal:
        """The same refusal, said of a field of a form; `params` fill words that it left open."""
        again = Refusal(
            self.code, rule=rule or self.rule, cites=cites or self.cites, field=field, line=self.line, rules=self.rules
        )
        again.params = {**params, **self.params}
        return again

    def __str__(self) -> str:
        from liandong.core.words import say

        return say(self, "en").full()
