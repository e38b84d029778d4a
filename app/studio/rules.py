"""The rules of the publish gate as they are documented under docs/lint/, one page each: English, then Persian."""

import re
from dataclasses import dataclass
from pathlib import Path

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from app.policy.access import Permission
from app.studio.blueprint import bp
from app.web.permissions import requires
from forms import Bilingual

NAME = re.compile(r"[a-z]+(-[a-z]+)*", re.ASCII)
_PERSIAN = re.compile(r'<div dir="rtl">(.*?)</div>', re.DOTALL)
_SEVERITY = re.compile(r"^\*([^*]+)\*$", re.MULTILINE)
_REMEDY = "**Remedy.**"
_EXAMPLES = "\n## Examples\n"


@dataclass(frozen=True, slots=True)
class RuleText:
    """What the documentation says of one rule. The Persian text tells finding and remedy in one."""

    id: str
    severity: str
    found: str
    remedy: str
    persian: str

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
    text = read_rule(documents(), rule)
    if text is None:
        abort(404)
    return render_template("studio/rule.html", rule=text)


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


def read_rule(folder: Path, rule: str) -> RuleText | None:
    """The page of a rule, or None if there is none of that name."""
    path = folder / f"{rule}.md"
    if NAME.fullmatch(rule) is None or not path.is_file():
        return None
    raw = path.read_text(encoding="utf-8").partition(_EXAMPLES)[0].removeprefix(f"# {rule}").strip()
    persian, severity = _PERSIAN.search(raw), _SEVERITY.search(raw)
    body = _SEVERITY.sub("", _PERSIAN.sub("", raw), count=1)
    found, _, remedy = body.partition(_REMEDY)
    return RuleText(
        id=rule,
        severity=severity.group(1) if severity else "",
        found=_plain(found),
        remedy=_plain(remedy),
        persian=_plain(persian.group(1)) if persian else "",
    )


def _plain(text: str) -> str:
    """Without the little Markdown of these pages: code marks and links keep their words."""
    return re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text.replace("`", "").replace("**", "")).strip()
