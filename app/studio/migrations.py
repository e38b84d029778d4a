"""Moving running cases to a newer version: the plan, the dry run with a verdict for each case, and the move."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError

from app.policy.access import Permission
from app.studio.blueprint import bp
from app.studio.schemas import ApplyForm, MigrationQuery
from app.usecases.errors import ReasonMissing
from app.usecases.publishing import case_migration
from app.usecases.publishing.errors import MigrationNotReady, NothingToMove, NotNewer
from app.vocabulary import MigrationState, MigrationVerdict
from app.web.commits import commits
from app.web.fields import load_form
from app.web.permissions import requires
from app.web.session import current_actor, utc_now
from forms import Bilingual

VERDICTS = {
    MigrationVerdict.UNCHECKED: Bilingual("سنجیده نشده", "Not asked yet"),
    MigrationVerdict.CAN: Bilingual("قابل انتقال", "Can move"),
    MigrationVerdict.CANNOT: Bilingual("غیرقابل انتقال", "Cannot move"),
    MigrationVerdict.MOVED: Bilingual("منتقل شد", "Moved"),
    MigrationVerdict.LEFT: Bilingual("پیش از نوبت پایان یافت", "Ended before its turn"),
}
#: what a page shows first
FIRST = (
    MigrationVerdict.CANNOT,
    MigrationVerdict.MOVED,
    MigrationVerdict.CAN,
    MigrationVerdict.LEFT,
    MigrationVerdict.UNCHECKED,
)
#: how the mapping of an element is posted
MAP = "map:"


@bp.get("/versions/<uuid:version_id>/transfer")
@requires(Permission.AUTHOR)
def plan_migration(version_id: UUID) -> ResponseReturnValue:
    """Which version, and where cases go on whose step is called otherwise there."""
    return _plan(version_id)


@bp.post("/versions/<uuid:version_id>/transfer")
@requires(Permission.AUTHOR)
@commits
def begin_migration(version_id: UUID) -> ResponseReturnValue:
    """Start the dry run."""
    mapping = {name[len(MAP) :]: value for name, value in request.form.items() if name.startswith(MAP) and value}
    try:
        to_id = UUID(request.form.get("to", ""))
    except ValueError:
        abort(400)
    try:
        migration = case_migration.begin_migration(
            from_id=version_id, to_id=to_id, mapping=mapping, by=current_actor(), now=utc_now()
        )
    except NothingToMove as refused:
        return _plan(version_id, fault=refused.message), 422
    return redirect(url_for("studio.show_migration", migration_id=migration.id), 303)


@bp.get("/transfers/<uuid:migration_id>")
@requires(Permission.AUTHOR)
def show_migration(migration_id: UUID) -> ResponseReturnValue:
    """How it stands, and the cases of one verdict."""
    return _show(migration_id)


@bp.post("/transfers/<uuid:migration_id>/apply")
@requires(Permission.AUTHOR)
@commits
def apply_migration(migration_id: UUID) -> ResponseReturnValue:
    """Move the cases that can."""
    loaded, errors = load_form(ApplyForm())
    try:
        if not errors:
            case_migration.apply_migration(
                migration_id=migration_id, reason=loaded["reason"], by=current_actor(), now=utc_now()
            )
    except (ReasonMissing, MigrationNotReady) as refused:
        errors = {"reason": refused.message}
    if errors:
        return _show(migration_id, errors=errors), 422
    return redirect(url_for("studio.show_migration", migration_id=migration_id), 303)


def _plan(version_id: UUID, *, fault: Bilingual | None = None) -> str:
    try:
        query = MigrationQuery().load({name: value for name, value in request.args.items() if value})
    except ValidationError:
        abort(404)
    try:
        plan = case_migration.plan_migration(from_id=version_id, to_id=query["to"], mapping={}, by=current_actor())
    except NotNewer as refused:
        return render_template("studio/migration-none.html", fault=refused.message, version_id=version_id)
    return render_template("studio/migration-plan.html", plan=plan, fault=fault, map=MAP)


def _show(migration_id: UUID, *, errors: dict[str, Bilingual] | None = None) -> str:
    try:
        query = MigrationQuery().load({name: value for name, value in request.args.items() if value})
    except ValidationError:
        abort(404)
    migration = case_migration.get_migration(migration_id, by=current_actor())
    counts = case_migration.verdicts_of(migration)
    shown = query["show"] or next((one for one in FIRST if counts[one]), MigrationVerdict.UNCHECKED)
    cases = case_migration.cases_of(migration, shown, after=query["after"])
    rest = cases[case_migration.PAGE_SIZE :]
    here = {"migration_id": migration_id, "show": shown.value}
    tabs = [
        (VERDICTS[one], url_for("studio.show_migration", migration_id=migration_id, show=one.value), counts[one])
        for one in FIRST
        if counts[one] or one is shown
    ]
    return render_template(
        "studio/migration.html",
        migration=migration,
        counts=counts,
        total=sum(counts.values()),
        checked=sum(counts.values()) - counts[MigrationVerdict.UNCHECKED],
        at_work=migration.state in (MigrationState.CHECKING, MigrationState.MOVING),
        tabs=tabs,
        current=url_for("studio.show_migration", **here),  # type: ignore[arg-type]  # url_for's own keywords aren't among them
        cases=cases[: case_migration.PAGE_SIZE],
        names=case_migration.element_names(migration),
        next_page=url_for("studio.show_migration", **here, after=cases[case_migration.PAGE_SIZE - 1].case_id)  # type: ignore[arg-type]
        if rest
        else None,
        errors=errors or {},
        typed=request.form,
    )
