"""Templates compiled once for each language: what the language decides is decided then, not at each page.

In the templates of a language `t("…", "…")`, `icon("…")`, `lang` and `dir` are constants, so that most words of a page
are plain text to Jinja, escaped when the template is compiled."""

from collections.abc import Callable, MutableMapping
from typing import Any, cast

from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from app.web.language import LANGUAGES, Language, current_language, direction_of


class DeskEnvironment(Environment):
    """An environment that leaves each template to the one of the reader's language."""

    #: None: the one that Flask makes, whose templates are never compiled unless they come from a string
    language: Language | None = None
    _of_language: dict[Language, "DeskEnvironment"] | None = None

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002 - Jinja's word
        if self.language is None:
            return self._for(current_language())._load_template(name, globals)
        return super()._load_template(name, globals)

    def _for(self, language: Language) -> "DeskEnvironment":
        if self._of_language is None:
            self._of_language = {each: self._speaking(each) for each in LANGUAGES}
        return self._of_language[language]

    def _speaking(self, language: Language) -> "DeskEnvironment":
        made = self.overlay()
        made.language = language
        return made

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """All globals as they are when the template is loaded, which is after `init_templating`, in one plain
        dictionary: Jinja would chain the template's own over the environment's and ask the chain hundreds of times a
        page."""
        return {**self.globals, **_spoken(self.language), **(d or {})}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parsed = super()._parse(source, name, filename)
        if self.language is not None:
            _Speaker(self.language, cast("Callable[[str], Markup]", self.globals["icon"])).visit(parsed)
        return parsed


def _spoken(language: Language | None) -> dict[str, Any]:
    """What stands in for `lang`, `dir` and `t` where they aren't constants."""
    if language is None:
        return {}
    side = LANGUAGES.index(language)
    return {"lang": language, "dir": direction_of(language), "t": lambda *pair: pair[side]}


class _Speaker(NodeTransformer):
    """Puts the words of one language where a template asks for the reader's."""

    def __init__(self, language: Language, icon: Callable[[str], Markup]) -> None:
        self._language = language
        self._icon = icon
        self._constants = {"lang": language, "dir": direction_of(language)}

    def visit_Name(self, node: nodes.Name) -> nodes.Node:  # noqa: N802 - Jinja names it
        """`lang` and `dir`."""
        if node.ctx == "load" and node.name in self._constants:
            return nodes.Const(self._constants[node.name], lineno=node.lineno)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja names it
        """`t("…", "…")` and `icon("…")`."""
        self.generic_visit(node)
        asked = node.node.name if isinstance(node.node, nodes.Name) else None
        if asked == "t" and len(node.args) == len(LANGUAGES):
            return node.args[LANGUAGES.index(self._language)]
        if asked == "icon" and len(node.args) == 1 and isinstance(node.args[0], nodes.Const) and not node.kwargs:
            return nodes.Const(self._icon(node.args[0].value), lineno=node.lineno)
        return node
