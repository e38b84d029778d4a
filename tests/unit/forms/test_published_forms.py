"""Every form of the services in this repository is read, speaks both languages, and can be shown."""

from pathlib import Path

import pytest
from lxml import html

from forms import build_page, compile_form, parse_form, validate
from tests.unit.forms.test_fields_html import PAGE, environment

FORMS = sorted((Path(__file__).parents[3] / "forms").glob("*/*.form"))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_published_form_is_asked_in_both_languages(path: Path) -> None:
    form = parse_form(path.read_bytes())
    labels = [label for f in form.fields for label in (f.label, *(option.label for option in f.options))]
    checked = validate(form, {})
    page = build_page(form, {}, errors=checked.errors)

    assert compile_form(form)().fields.keys() == {f.key for f in form.asked}
    assert [label for label in labels if not (label.fa and label.en)] == []
    assert set(checked.errors) == {f.key for f in form.asked if f.required}
    for language in ("fa", "en"):
        shown = html.fromstring(environment(language).from_string(PAGE).render(page=page))
        assert set(shown.xpath("//@data-question")) == {f.key for f in form.fields}
