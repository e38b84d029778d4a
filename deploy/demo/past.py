"""A few months of past cases: the recorded walks of each service, played through the real use cases in past time.

Nothing is written by hand: every figure of the reports comes from cases that really ran, only faster."""

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select, update

import engine
from app.data.cases import case_store, item_store
from app.data.correspondence import attendance_store, document_store
from app.data.database.session import db
from app.data.integrations import gateways
from app.data.models import Effect, Membership
from app.data.organisation import places
from app.data.outbox import effect_store
from app.data.people import person_store
from app.data.services import service_store
from app.jobs import runner
from app.policy.actors import Actor
from app.usecases.answers import opinions
from app.usecases.cases import case_steps
from app.usecases.casework import work_items
from app.usecases.identity.login import actor_for
from app.usecases.intake import submission
from app.usecases.reception import applicant_consent
from app.usecases.services.versions import content_of
from app.vocabulary import EffectKind, EffectState, ItemAudience

if TYPE_CHECKING:
    from app.data.models import Case, Person, WorkItem

#: a one-page PDF that stands for every document of the past
PAPER = Path(__file__).with_name("paper.pdf")
#: why a consent at a front desk was given by word
NO_TELEPHONE = "متقاضی تلفن همراه خود را نیاورده بود."
SCORES = (5, 5, 4, 4, 4, 3, 5, 2)


@dataclass(frozen=True)
class Walk:
    """A recorded journey of a service."""

    service_id: str
    name: str
    answers: dict[str, Any]
    steps: tuple[dict[str, Any], ...]


def read_walks(processes: Path) -> list[Walk]:
    """All walks of all services."""
    walks = []
    for path in sorted(processes.glob("*/walks/*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        walks.append(Walk(path.parent.parent.name, raw["name"], raw["start"]["answers"], tuple(raw["steps"])))
    return walks


def in_turn(walks: Iterable[Walk]) -> Iterator[Walk]:
    """The walks again and again, the services in turn: one with many walks has no more cases than the others."""
    of_service: dict[str, list[Walk]] = {}
    for walk in walks:
        of_service.setdefault(walk.service_id, []).append(walk)
    for round_ in zip(*map(cycle, of_service.values()), strict=False):
        yield from round_


def play(
    walk: Walk,
    applicant: "Person",
    *,
    at: datetime,
    until: datetime,
    chance: random.Random,
    steps: int | None = None,
    at_desk: bool = False,
) -> "Case":
    """Play a walk from `at` on as this applicant, or only its first `steps`; what comes after `until` stays open.
    `at_desk`: the application is taken in at a front desk."""
    by = actor_for(applicant, now=at)
    case = _apply(walk, applicant, _operator(walk, applicant) if at_desk else None, at=at, chance=chance)
    db.session.commit()
    for step, moment in islice(_moments(walk, at, chance), steps):
        if moment > until or not _play_step(case, step, moment):
            break
    _finish(case, by, chance)
    return case


def _apply(
    walk: Walk, applicant: "Person", operator: "Membership | None", *, at: datetime, chance: random.Random
) -> "Case":
    """Fill in and submit the application, by web or at the desk of this operator."""
    if operator is None or operator.front_desk_id is None:
        by, consent = actor_for(applicant, now=at), None
        draft = submission.start_draft(service_id=walk.service_id, by=by, now=at)
    else:
        by, consent = actor_for(operator.person, now=at), applicant_consent.by_word(NO_TELEPHONE)
        draft = submission.start_draft_for(
            service_id=walk.service_id, applicant_id=applicant.id, desk_id=operator.front_desk_id, by=by, now=at
        )
    told = {**walk.answers, **_own_facts(applicant, walk.answers)}
    typed = _with_documents(told, draft.version_id, owner=applicant, at=at)
    unit = chance.choice(places.list_units(draft.version.service.agency_id))
    submission.save_draft(draft_id=draft.id, typed=typed, unit_id=unit.id, by=by, now=at)
    return submission.submit_request(draft_id=draft.id, by=by, now=at, consent=consent)


def _operator(walk: Walk, applicant: "Person") -> "Membership | None":
    """Somebody at the nearest front desk that receives people for the service's agency."""
    agency_id = service_store.get_service(walk.service_id).agency_id
    for desk in places.list_desks_for(agency_id, province=applicant.province):
        found = db.session.scalars(select(Membership).where(Membership.front_desk_id == desk.id).limit(1)).first()
        if found is not None:
            return found
    return None


def _own_facts(applicant: "Person", answers: dict[str, Any]) -> dict[str, Any]:
    """What a recorded application says of its applicant, said of this one."""
    first, _, last = applicant.name.partition(" ")
    own = {"first_name": first, "last_name": last, "mobile": applicant.mobile, "national_id": applicant.national_id}
    return {key: value for key, value in own.items() if key in answers}


def _moments(walk: Walk, at: datetime, chance: random.Random) -> Iterator[tuple[dict[str, Any], datetime]]:
    """Each step with its moment: the recorded distance, stretched a little, in opening hours."""
    moment = at
    for step in walk.steps:
        span = engine.Duration.parse(step.get("after", "PT1H"))
        recorded = span.exact + timedelta(days=span.days + 7 * span.weeks + 30 * span.months)
        stretch = 1.0 if step["do"] == "wait" else chance.uniform(0.7, 1.6)
        moment = moment + recorded * stretch
        if step["do"] == "complete":
            moment = engine.next_opening(moment) + timedelta(minutes=chance.randint(1, 90))
        yield step, moment


def _play_step(case: "Case", step: dict[str, Any], now: datetime) -> bool:
    """Do one step; False where the case has gone another way meanwhile."""
    runner.drain(now)
    if step["do"] == "wait":
        return True
    if step["do"] == "complete":
        return _complete(case, step, now)
    waiting = next(
        (e for e in effect_store.list_effects(case.id) if e.element == step.get("element") and e.task_id), None
    )
    if waiting is None or waiting.task_id is None:
        return False
    waiting.state, waiting.done_at = EffectState.DONE, now
    if step["do"] == "reply":
        case_steps.answer_call(case_id=case.id, task_id=waiting.task_id, answer=step["result"], now=now)
    else:
        case_steps.fail_call(case_id=case.id, task_id=waiting.task_id, code=step["code"], message=step["code"], now=now)
    db.session.commit()
    return True


def _complete(case: "Case", step: dict[str, Any], now: datetime) -> bool:
    item = next((i for i in item_store.list_live(case.id) if i.element == step["element"]), None)
    if item is None:
        return False
    applicant = person_store.get_person(case.applicant_id)
    told = step.get("answers") or {}
    if item.audience is ItemAudience.APPLICANT:
        told = {**told, **_own_facts(applicant, told)}
    answers = _with_documents(told, case.version_id, owner=applicant, at=now)
    if item.audience is ItemAudience.APPLICANT:
        work_items.complete_own_item(item_id=item.id, typed=answers, by=actor_for(applicant, now=now), now=now)
    elif item.audience is ItemAudience.DESK:
        attendance = attendance_store.find_attendance_of_item(item.id)
        operator = _seated(now, front_desk_id=attendance.front_desk_id if attendance else None)
        work_items.complete_attendance(item_id=item.id, typed=answers, by=operator, now=now)
    else:
        worker = _worker(item, now)
        work_items.claim_work_item(item_id=item.id, by=worker, now=now - timedelta(minutes=30))
        work_items.complete_work_item(item_id=item.id, typed=answers, by=worker, now=now)
    db.session.commit()
    return True


def pick_up(case: "Case", now: datetime) -> None:
    """Somebody has just taken the work that the case waits for, and is at it."""
    item = next((i for i in item_store.list_live(case.id) if i.audience is ItemAudience.STAFF), None)
    if item is not None:
        work_items.claim_work_item(item_id=item.id, by=_worker(item, now), now=now)
        db.session.commit()


def _worker(item: "WorkItem", now: datetime) -> Actor:
    return _seated(now, unit_id=item.unit_id, role=item.role)


def _seated(
    now: datetime, *, unit_id: UUID | None = None, role: str | None = None, front_desk_id: UUID | None = None
) -> Actor:
    query = select(Membership)
    query = query.where(Membership.unit_id == unit_id) if unit_id else query.where(Membership.role == "front-desk")
    if role:
        query = query.where(Membership.role == role)
    if front_desk_id:
        query = query.where(Membership.front_desk_id == front_desk_id)
    found = db.session.scalars(query.limit(1)).one()
    return actor_for(found.person, now=now)


def _with_documents(answers: dict[str, Any], version_id: UUID, *, owner: "Person", at: datetime) -> dict[str, Any]:
    """The recorded answers with real documents in place of the recorded ids."""
    documents = {f.key for form in content_of(version_id).forms.values() for f in form.asked if f.is_document}
    return {
        key: [str(_document(owner, key, at)) for _ in value] if key in documents and isinstance(value, list) else value
        for key, value in answers.items()
    }


def _document(owner: "Person", field: str, at: datetime) -> UUID:
    stored = gateways().files.put_bytes(PAPER.read_bytes())
    document = document_store.add_document(
        owner_id=owner.id,
        uploaded_by_id=owner.id,
        file_name=f"{field}.pdf",
        mime="application/pdf",
        size=stored.size,
        sha256=stored.sha256,
        uploaded_at=at,
        field=field,
    )
    return document.id


def _finish(case: "Case", by: Actor, chance: random.Random) -> None:
    """Letters of the past are set when somebody asks for them; two of three citizens say what they think."""
    case = case_store.get_case(case.id)
    db.session.execute(
        update(Effect)
        .where(Effect.case_id == case.id, Effect.kind == EffectKind.LETTER)
        .values(state=EffectState.DONE, done_at=case.closed_at or case.accepted_at)
    )
    if case.answered_at is not None and chance.random() < 0.66:
        items = {name: chance.choice(SCORES) for name in opinions.OPINION_ITEMS}
        moment = case.answered_at + timedelta(hours=chance.randint(1, 40))
        opinions.give_opinion(case_id=case.id, overall=chance.choice(SCORES), items=items, remark="", by=by, now=moment)
    db.session.commit()
