"""Staff: who holds which role where, from when to when, and who stands in for them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.administration.blueprint import bp
from app.administration.boxes import choices_of, read_moment, read_revision
from app.administration.history import change_lines
from app.data.organisation.errors import RecordMoved
from app.policy.access import Permission
from app.policy.actors import Actor
from app.policy.days import local_day
from app.usecases.errors import RecordRefused
from app.usecases.identity import credentials, memberships, people, resets
from app.usecases.identity.errors import LastAdministrator
from app.usecases.organisation import records, typed
from app.usecases.organisation.columns import DETAILS, ENDING, PERSON, ROLES, SEAT, SUBSTITUTE, Column
from app.vocabulary import RecordKind
from app.web.commits import commits
from app.web.language import t
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from engine import Bilingual
from forms import normalise_text

if TYPE_CHECKING:
    from app.data.models import Membership, Person

PAGE: Final = 50
SHOWN_CHANGES: Final = 30
PLACES: Final = {"units": RecordKind.UNIT, "desks": RecordKind.FRONT_DESK}
Faults = Mapping[str, Bilingual]


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list: a person with the roles of today in words."""

    person: "Person"
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A membership in words."""

    id: UUID
    role: str
    place: str
    first_day: date | None
    last_day: date | None
    may_end: bool


@bp.get("/people")
@requires(Permission.ADMINISTER)
def list_people() -> ResponseReturnValue:
    """Staff, a page of them; of one place if it is named."""
    by = current_actor()
    text = normalise_text(request.args.get("q", "")[:80])
    place, record = _place_asked()
    found = people.list_staff(
        by=by,
        unit_id=record.id if record and place.startswith("units:") else None,
        desk_id=record.id if record and place.startswith("desks:") else None,
        text=text,
        after=request.args.get("after", "")[:10],
        limit=PAGE + 1,
    )
    q, where = text or None, place or None
    last = found[PAGE - 1].national_id if len(found) > PAGE else None
    held = memberships.roles_today([one.id for one in found[:PAGE]], by=by, now=utc_now())
    return render_template(
        "administration/people.html",
        people=[Listed(one, _in_words(held[one.id])) for one in found[:PAGE]],
        text=text,
        place=place,
        place_name=t(record.name_fa, record.name_en) if record else None,
        next_page=url_for("administration.list_people", q=q, place=where, after=last) if last else None,
        first_page=url_for("administration.list_people", q=q, place=where) if "after" in request.args else None,
    )


@bp.get("/people/new")
@requires(Permission.ADMINISTER)
def show_new_person() -> ResponseReturnValue:
    """The form of a colleague with a role."""
    place, record = _place_asked()
    box = {"units": "unit_id", "desks": "front_desk_id"}.get(place.partition(":")[0], "")
    return _new_page({box: record.slug} if record else {}, {})


@bp.post("/people/new")
@requires(Permission.ADMINISTER)
@commits
def add_person() -> ResponseReturnValue:
    """Enter somebody who isn't known yet, and give the role."""
    values, faults = typed.read_columns((*PERSON, *SEAT), request.form)
    if not faults:
        seat = {column.name: values[column.name] for column in SEAT}
        own = {column.name: values[column.name] for column in PERSON}
        try:
            person = people.engage(**own, seat=seat, by=current_actor(), now=utc_now())
        except RecordRefused as refused:
            faults = {("national_id" if name == "person_id" else name): text for name, text in refused.errors.items()}
        else:
            return _done(person.id)
    return _new_page(request.form, faults), 422


@bp.get("/people/<uuid:person_id>")
@requires(Permission.ADMINISTER)
def show_person(person_id: UUID) -> ResponseReturnValue:
    """A member of staff: roles, substitutes, details, history."""
    return _person_page(person_id, "", {})


@bp.post("/people/<uuid:person_id>/roles")
@requires(Permission.ADMINISTER)
@commits
def give_role(person_id: UUID) -> ResponseReturnValue:
    """Another role."""

    def give(values: dict[str, Any]) -> None:
        memberships.give(person_id=person_id, **values, by=current_actor(), now=utc_now())

    return _tried(person_id, "role", SEAT, give, shown_at={"person_id": "role"})


@bp.post("/people/<uuid:person_id>/roles/<uuid:membership_id>/end")
@requires(Permission.ADMINISTER)
@commits
def end_membership(person_id: UUID, membership_id: UUID) -> ResponseReturnValue:
    """A role ends with a day."""

    def end(values: dict[str, Any]) -> None:
        memberships.end(membership_id, last_day=values["ends_on"], by=current_actor(), now=utc_now(), of=person_id)

    return _tried(person_id, "", ENDING, end, shown_at={"last_day": "ends_on"})


@bp.post("/people/<uuid:person_id>/substitutes")
@requires(Permission.ADMINISTER)
@commits
def stand_in(person_id: UUID) -> ResponseReturnValue:
    """Somebody stands in."""

    def name_substitute(values: dict[str, Any]) -> None:
        memberships.stand_in(
            absent_id=person_id,
            substitute_id=people.find(values["substitute"], at="substitute").id,
            first_day=values["absent_from"],
            last_day=values["absent_until"],
            reason=values["reason"],
            by=current_actor(),
            now=utc_now(),
        )

    shown_at = {"substitute_id": "substitute", "last_day": "absent_until"}
    return _tried(person_id, "substitute", SUBSTITUTE, name_substitute, shown_at=shown_at)


@bp.post("/people/<uuid:person_id>/substitutes/<uuid:substitution_id>/end")
@requires(Permission.ADMINISTER)
@commits
def end_substitution(person_id: UUID, substitution_id: UUID) -> ResponseReturnValue:
    """The absent person is back."""
    memberships.end_substitution(substitution_id, by=current_actor(), now=utc_now())
    return _done(person_id)


@bp.post("/people/<uuid:person_id>/details")
@requires(Permission.ADMINISTER)
@commits
def change_person(person_id: UUID) -> ResponseReturnValue:
    """Name and mobile, put right."""

    def change(values: dict[str, Any]) -> None:
        based_on = read_revision(request.form)
        people.change(person_id, values, based_on=based_on, by=current_actor(), now=utc_now())

    return _tried(person_id, "details", DETAILS, change)


@bp.post("/people/<uuid:person_id>/reset")
@requires(Permission.ADMINISTER)
@commits
def reset_sign_in(person_id: UUID) -> ResponseReturnValue:
    """The app is lost, or the password forgotten."""
    if resets.reset(person_id, by=current_actor(), now=utc_now()):
        return _done(person_id)
    flash(t("چیزی برای بازنشانی نبود.", "There was nothing to reset."), "note")
    return redirect(url_for("administration.show_person", person_id=person_id), 303)


@bp.get("/history")
@requires(Permission.ADMINISTER)
def show_history() -> ResponseReturnValue:
    """All changes of what one administers, latest first."""
    before = read_moment(request.args.get("before", ""))
    found = records.history_for(by=current_actor(), before=before, limit=PAGE + 1)
    last = found[PAGE - 1].at.isoformat() if len(found) > PAGE else None
    return render_template(
        "administration/history.html",
        changes=change_lines(found[:PAGE]),
        next_page=url_for("administration.show_history", before=last) if last else None,
    )


def _tried(
    person_id: UUID,
    part: str,
    columns: Sequence[Column],
    act: Callable[[dict[str, Any]], None],
    *,
    shown_at: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    """Read what was typed and act; where that is refused, the person's page says why, with the part open. `shown_at`:
    by the name of a fault the box that it stands at."""
    people.get_staff(person_id, by=current_actor(), now=utc_now())
    values, faults = typed.read_columns(columns, request.form)
    if not faults:
        try:
            act(values)
        except RecordRefused as refused:
            faults = {(shown_at or {}).get(name, name): text for name, text in refused.errors.items()}
        except (LastAdministrator, RecordMoved) as refused:
            faults = {columns[0].name: refused.message}
        else:
            return _done(person_id)
    return _person_page(person_id, part, faults), 422


def _done(person_id: UUID) -> ResponseReturnValue:
    flash(t("ثبت شد.", "Saved."), "good")
    return redirect(url_for("administration.show_person", person_id=person_id), 303)


def _new_page(given: Mapping[str, str], faults: Faults) -> str:
    return render_template(
        "administration/person-new.html",
        columns=(*PERSON, *SEAT),
        choices={column.name: choices_of(column) for column in (*PERSON, *SEAT)},
        typed=given,
        errors=faults,
    )


def _person_page(person_id: UUID, part: str, faults: Faults) -> str:
    by, now = current_actor(), utc_now()
    person = people.get_staff(person_id, by=by, now=now)
    today = local_day(now)
    details = {column.name: column.show(getattr(person, column.name) or "") for column in DETAILS}
    return render_template(
        "administration/person.html",
        person=person,
        held=[_held(one, by, now) for one in memberships.roles_of(person_id, by=by)],
        substitutions=memberships.substitutions_of(person_id),
        today=today,
        parts={"role": SEAT, "substitute": SUBSTITUTE, "details": DETAILS},
        choices={column.name: choices_of(column) for column in (*SEAT, *SUBSTITUTE, *DETAILS)},
        typed={"details": details} | ({part: request.form} if part else {}),
        errors=faults,
        opened=part,
        may_change=people.may_change(person, by=by, now=now),
        credentials=credentials.credentials_of(person_id),
        may_reset=resets.may_reset(person, by=by, now=now),
        changes=change_lines(records.history_of(person_id, limit=SHOWN_CHANGES)),
    )


def _held(one: "Membership", by: Actor, now: datetime) -> Held:
    may_end = memberships.may_end(one, by=by, now=now)
    return Held(one.id, _role(one), _place(one), one.first_day, one.last_day, may_end)


def _in_words(held: "Iterable[Membership]") -> tuple[str, ...]:
    return tuple(" — ".join(filter(None, (_role(one), _place(one)))) for one in held)


def _role(one: "Membership") -> str:
    return t(ROLES[one.role].fa, ROLES[one.role].en)


def _place(one: "Membership") -> str:
    place = one.unit or one.front_desk
    return t(place.name_fa, place.name_en) if place else ""


def _place_asked() -> tuple[str, Any | None]:
    """The place that the list is narrowed to: its word in the address and its record, which `by` administers."""
    asked = request.args.get("place", "")[:120]
    path, _, slug = asked.partition(":")
    if path not in PLACES:
        return "", None
    return asked, records.find_for(PLACES[path], slug, by=current_actor())
