"""Let incidents and outbox rows say that there would be more data than a case may have."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BEFORE = (
    "no-way-out",
    "endless-loop",
    "nested-too-deep",
    "expression-fault",
    "result-not-json",
    "result-unnamed",
    "decision-fault",
    "decision-without-result",
    "time-expected",
    "time-unreadable",
    "cycle-unreadable",
    "time-beyond-calendar",
    "list-expected",
    "count-expected",
    "too-many-instances",
    "completion-not-reached",
    "call-unanswered",
    "call-refused",
    "connector-unknown",
    "message-key-taken",
    "unknown",
    "unforeseen-fault",
    "gateway-busy",
    "no-mail-server",
    "no-mobile",
)
ADDED = "data-too-large"
TABLES = ("effects", "incidents")


def upgrade() -> None:
    place = BEFORE.index("too-many-instances") + 1
    for table in TABLES:
        _allow(table, (*BEFORE[:place], ADDED, *BEFORE[place:]))


def downgrade() -> None:
    """The release before knows no such code; the sentence beside it tells the same."""
    for table in TABLES:
        op.execute(f"UPDATE {table} SET code = 'unknown' WHERE code = '{ADDED}'")  # noqa: S608 - names of ours
        _allow(table, BEFORE)


def _allow(table: str, codes: tuple[str, ...]) -> None:
    name = op.f(f"ck_{table}_code")
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"code IN ({', '.join(repr(code) for code in codes)})")
