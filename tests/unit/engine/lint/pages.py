"""The pages of the rules, written from their texts and from the cases that the tests try: `python -m
tests.unit.engine.lint.pages` writes them.

By hand is only the severity under the title."""

import json
import re
from pathlib import Path

from lxml import etree

from engine.lint import RULES
from engine.lint.messages.rule_texts import RULE_TEXTS
from tests.unit.engine.lint.cases import CASES

PAGES = Path(__file__).parents[4] / "docs" / "lint"
HEADING = "\n## Examples\n"


def examples(rule: str) -> str:
    """The part of a page that is written from the cases."""
    case = CASES[rule]
    parts = [("Breaks the rule", case.bad), ("Keeps it", case.good)]
    return HEADING + "".join(f"\n{title}:\n\n{_shown(content)}" for title, content in parts)


def written(rule: str) -> str:
    """The part of a page before its examples: from the texts of the rule, else what people wrote."""
    page = (PAGES / f"{rule}.md").read_text(encoding="utf-8").partition(HEADING)[0].rstrip() + "\n"
    text = RULE_TEXTS.get(rule)
    severity = re.search(r"^\*[^*\n]+\*$", page, re.MULTILINE)
    if text is None or severity is None:
        return page
    return (
        f"# {rule}\n\n{severity[0]}\n\n{_titled(text.title.en, text.what.en)}\n\n"
        f"**Consequence.** {text.consequence.en}\n\n**Remedy.** {text.remedy.en}\n\n"
        f'<div dir="rtl">\n\n{_titled(text.title.fa, text.what.fa)}\n\n'
        f"**پیامد.** {text.consequence.fa}\n\n**چه باید کرد.** {text.remedy.fa}\n\n</div>\n"
    )


def _titled(title: str, what: str) -> str:
    return f"**{what}**" if what == f"{title}." else f"**{title}.** {what}"


def _shown(content: bytes | dict[str, bytes]) -> str:
    files = content if isinstance(content, dict) else {"process.bpmn": content}
    return "".join(_block(name, data) for name, data in files.items())


def _block(name: str, data: bytes) -> str:
    title = "" if name == "process.bpmn" else f"`{name}`\n\n"
    language = "json" if name.endswith(".form") else "yaml" if name.endswith(".yaml") else "xml"
    return f"{title}```{language}\n{_text(name, data)}\n```\n"


def _text(name: str, data: bytes) -> str:
    text = data.decode()
    if name.endswith(".form"):
        try:
            return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
        except ValueError:
            return text
    try:
        root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True, resolve_entities=False))
    except etree.XMLSyntaxError:
        return text.strip()
    shown = etree.tostring(root, pretty_print=True, encoding="unicode").strip()
    return re.sub(r"^<definitions [^>]*>", "<definitions …>", shown)


if __name__ == "__main__":
    for rule in RULES:
        (PAGES / f"{rule}.md").write_text(written(rule) + examples(rule), encoding="utf-8")
