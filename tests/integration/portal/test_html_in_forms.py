"""HTML in a form, on the citizen's page and the clerk's, and refused by its name when it is published."""

from typing import Any

import pytest

from app.usecases.publishing.errors import GateRefused
from tests.integration import form_service
from tests.integration.form_service import Office, SignIn, tree

NOTE: dict[str, Any] = {
    "type": "html",
    "id": "h1",
    "content": "<p>شعبهٔ <b>{{ branch }}</b></p>",
    "properties": {"contentEn": "<p>Branch <b>{{ branch }}</b></p>"},
}
EVIL = "<i>ونک</i>"

pytestmark = pytest.mark.usefixtures("open_agencies")


def test_html_is_shown_with_the_data_as_words(sign_in: SignIn) -> None:
    office: Office = form_service.open_office([NOTE], [NOTE])
    citizen, clerk = sign_in(office.citizen), sign_in(office.clerk, lang="en")
    draft = form_service.begin(citizen)
    assert citizen.post(draft, {"branch": EVIL, "_asked": ["branch"]}).location == f"{draft}/check"
    (shown,) = tree(citizen.get(draft)).xpath("//div[contains(@class, 'form-text-block')]/p")
    assert (shown.text_content(), len(shown.xpath("b")), len(shown.xpath(".//i"))) == (f"شعبهٔ {EVIL}", 1, 0)
    case_id = form_service.case_of(citizen.post(f"{draft}/submit").location)
    office.claimed_item(case_id)
    (seen,) = tree(clerk.get(f"/worklist/cases/{case_id}")).xpath("//div[contains(@class, 'form-text-block')]/p")
    assert seen.text_content() == f"Branch {EVIL}"


@pytest.mark.parametrize(
    ("content", "name"),
    [("<p onclick='x'>x</p>", "onclick"), ("<script>x</script>", "<script>"), ("<a href='data:x'>x</a>", "data:")],
)
def test_service_with_other_html_is_not_published(content: str, name: str) -> None:
    with pytest.raises(GateRefused) as refused:
        form_service.open_office([NOTE | {"content": content}])
    (finding,) = [one for one in refused.value.findings if one.rule == "form-content"]
    assert name in finding.message.fa
    assert name in finding.message.en
