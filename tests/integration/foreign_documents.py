"""Documents that a form may not name: a stranger's, and one that is in another case of the same person."""

import json
from collections.abc import Mapping
from uuid import UUID, uuid4

from app.data.correspondence import document_store
from app.data.database.session import db
from app.data.database.transactions import transaction
from app.data.services import bundle_files
from app.policy.actors import Actor
from app.usecases.publishing import publication
from tests import factories
from tests.databases import ROOT
from tests.integration import agencies

#: the file name that no page may show
SECRET = "محرمانه.pdf"
KEY = "evidence"
_QUESTION = {
    "id": "field_evidence",
    "type": "filepicker",
    "key": KEY,
    "label": "مدرک",
    "multiple": True,
    "properties": {"labelEn": "Evidence", "kind": "document", "most": "3"},
}


def of_a_stranger() -> UUID:
    """A document that somebody else has uploaded."""
    with transaction():
        return agencies.document(factories.make_citizen("علی رضایی"), name=SECRET)


def of_another_case(citizen: Actor) -> UUID:
    """A document of this citizen that is part of another case."""
    with transaction():
        named = agencies.document(citizen, name=SECRET)
        agencies.submit(
            agencies.CONNECTION, {**agencies.CONNECTION_ANSWERS, "ownership_document": [str(named)]}, citizen
        )
        return named


def own(citizen: Actor) -> UUID:
    """A document of this citizen that is in no case yet."""
    with transaction():
        return agencies.document(citizen, name="خودم.pdf")


def kinds(citizen: Actor) -> Mapping[str, str]:
    """An id of every kind that may not be named."""
    return {
        "a stranger's": str(of_a_stranger()),
        "another case's": str(of_another_case(citizen)),
        "nobody's": str(uuid4()),
        "no id": "<i>1</i>",
    }


def ask_in(service_id: str, form: str) -> None:
    """Publish the service anew with a question for documents in one of its forms."""
    files = bundle_files.read_folder(ROOT / "processes", ROOT / "forms", service_id)
    parsed = json.loads(files[f"forms/{form}.form"])
    parsed["components"].append(_QUESTION)
    files[f"forms/{form}.form"] = json.dumps(parsed, ensure_ascii=False)
    with transaction():
        publication.publish(service_id=service_id, files=files, note="", by=None, now=factories.NOW)


def case_of(document_id: UUID) -> UUID | None:
    """The case that a document is part of."""
    db.session.rollback()
    return document_store.get_document(document_id).case_id
