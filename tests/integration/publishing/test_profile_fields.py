"""What the gate offers as a profile field is filled in beforehand: the full name as well."""

import pytest

from app.data.database.transactions import transaction
from app.usecases.intake import submission
from app.usecases.publishing import publication
from tests import factories
from tests.factories import LIBRARY, LIBRARY_CARD, NOW
from tests.integration.studio.library_agency import sample

pytestmark = pytest.mark.usefixtures("desk")


def test_full_name_is_filled_in_beforehand() -> None:
    files, old = sample(), '"properties": {"labelEn": "Branch"}'
    assert old in files["forms/application.form"]
    new = '"properties": {"labelEn": "Name", "profile": "full_name"}'
    files["forms/application.form"] = files["forms/application.form"].replace(old, new)
    with transaction():
        factories.make_unit(factories.make_agency(LIBRARY))
        publication.publish(service_id=LIBRARY_CARD, files=files, note="", by=None, now=NOW)
        citizen = factories.make_citizen("مریم احمدی")
    with transaction():
        draft = submission.start_draft(service_id=LIBRARY_CARD, by=citizen, now=NOW)
        assert draft.typed == {"branch": "مریم احمدی"}
