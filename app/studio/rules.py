"""The rules of the publish gate: what the engine says of each, and the examples that docs/lint/ has of it."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

import engine
from app.policy.access import Permission
from app.studio.blueprint import bp
from app.web.permissions import requires
from forms import Bilingual

NAME = re.compile(r"[a-z]+(-[a-z]+)*", re.ASCII)
_PERSIAN = re.compile(r'<div dir="rtl">(.*?)</div>', re.DOTALL)
_SEVERITY = re.compile(r"^\*([^*]+)\*$", re.MULTILINE)
_REMEDY = "**Remedy.**"
_EXAMPLES = "\n## Examples\n"
#: a part of the examples: its heading, or a file with its content
_PIECES = re.compile(
    r"^(?P<heading>Breaks the rule|Keeps it):$|^(?:`(?P<file>[^`]+)`\n\n)?```\w*\n(?P<code>.*?)\n```$", re.M | re.S
)


@dataclass(frozen=True, slots=True)
class Example:
    """Files of a bundle that breaks a rule, or keeps it: (name, content)."""

    keeps: bool
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """What is told of one rule."""

    id: str
    severity: str
    text: engine.RuleText
    examples: tuple[Example, ...]

    @property
    def is_error(self) -> bool:
        """Whether it forbids publishing."""
        return self.severity.startswith("error")

    @property
    def words(self) -> Bilingual:
        """The severity in both languages."""
        level = Bilingual("خطا", "Error") if self.is_error else Bilingual("هشدار", "Warning")
        only = "publishing" in self.severity
        return Bilingual(f"{level.fa}، هنگام انتشار", f"{level.en}, when publishing") if only else level


@bp.get("/rules/<rule>")
@requires(Permission.AUTHOR)
def show_rule(rule: str) -> ResponseReturnValue:
    """One rule: what it finds, why, and what to do."""
    page = read_rule(documents(), rule)
    if page is None:
        abort(404)
    return render_template("studio/rule.html", rule=page)


@bp.get("/rules")
@requires(Permission.AUTHOR)
def list_rules() -> ResponseReturnValue:
    """All documented rules."""
    found = (read_rule(documents(), path.stem) for path in sorted(documents().glob("*.md")))
    return render_template("studio/rules.html", rules=[rule for rule in found if rule is not None])


def documents() -> Path:
    """Where the pages of the rules lie; an installation without them shows rules by name only."""
    return Path(current_app.root_path).parent / "docs" / "lint"


def is_documented(rule: str) -> bool:
    """Whether there is a page to link to."""
    return NAME.fullmatch(rule) is not None and (documents() / f"{rule}.md").is_file()


def read_rule(folder: Path, rule: str) -> RulePage | None:
    """The page of a rule, or None if there is none of that name."""
    path = folder / f"{rule}.md"
    if NAME.fullmatch(rule) is None or not path.is_file():
        return None
    head, _, examples = path.read_text(encoding="utf-8").partition(_EXAMPLES)
    severity = _SEVERITY.search(head)
    return RulePage(
        id=rule,
        severity=severity.group(1) if severity else "",
        text=engine.RULE_TEXTS.get(rule) or _written(rule, head),
        examples=tuple(_examples(examples)),
    )


def _written(rule: str, head: str) -> engine.RuleText:
    """The text of a rule that stands on its page alone, without a title or consequence."""
    persian = _PERSIAN.search(head)
    body = _SEVERITY.sub("", _PERSIAN.sub("", head.removeprefix(f"# {rule}")), count=1)
    found, _, remedy = body.partition(_REMEDY)
    nothing = Bilingual("", "")
    return engine.RuleText(
        title=Bilingual(rule, rule),
        what=Bilingual(_plain(persian.group(1)) if persian else "", _plain(found)),
        consequence=nothing,
        remedy=Bilingual("", _plain(remedy)),
    )


def _examples(text: str) -> list[Example]:
    """The examples of a page in their order: one that breaks the rule, one that keeps it."""
    found: list[tuple[bool, list[tuple[str, str]]]] = []
    for piece in _PIECES.finditer(text):
        if piece["heading"]:
            found.append((piece["heading"] == "Keeps it", []))
        elif found:
            found[-1][1].append((piece["file"] or "process.bpmn", piece["code"]))
    return [Example(keeps, tuple(files)) for keeps, files in found]


def _plain(text: str) -> str:
    """Without the links and bold words of these pages."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text.replace("**", "")).strip()
