"""Give incidents and outbox rows a code: why they failed was told by the beginning of an English sentence only."""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from engine.legacy_incidents import coded

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

CODES = (
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
#: what a job wrote of an exception that nobody foresaw
FAULT = re.compile(r"Unforeseen fault: (?:(?P<error>\w+): )?(?P<reason>.*)", re.DOTALL)
#: rows that are read and written at once
BATCH = 1000

_JSON = sa.JSON().with_variant(JSONB(), "postgresql")
INCIDENTS = sa.table(
    "incidents",
    sa.column("id", sa.Uuid()),
    sa.column("cause", sa.Text()),
    sa.column("expression", sa.Text()),
    sa.column("code", sa.String()),
    sa.column("parameters", _JSON),
)


def upgrade() -> None:
    with op.batch_alter_table("effects") as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(40), nullable=True))
    _fill_effects()
    with op.batch_alter_table("effects") as batch_op:
        batch_op.create_check_constraint(op.f("ck_effects_code"), _is_known())
        batch_op.create_check_constraint(op.f("ck_effects_failed_why"), "state <> 'failed' OR code IS NOT NULL")
    with op.batch_alter_table("incidents") as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(40), nullable=True))
        batch_op.add_column(sa.Column("parameters", _JSON, nullable=True))
    _fill_incidents()
    with op.batch_alter_table("incidents") as batch_op:
        batch_op.alter_column("code", existing_type=sa.String(40), nullable=False)
        batch_op.alter_column("parameters", existing_type=_JSON, nullable=False)
        batch_op.create_check_constraint(op.f("ck_incidents_code"), _is_known())


def downgrade() -> None:
    with op.batch_alter_table("incidents") as batch_op:
        batch_op.drop_constraint(op.f("ck_incidents_code"), type_="check")
        batch_op.drop_column("parameters")
        batch_op.drop_column("code")
    with op.batch_alter_table("effects") as batch_op:
        batch_op.drop_constraint(op.f("ck_effects_failed_why"), type_="check")
        batch_op.drop_constraint(op.f("ck_effects_code"), type_="check")
        batch_op.drop_column("code")


def _is_known() -> str:
    return f"code IN ({', '.join(repr(code) for code in CODES)})"


def _fill_effects() -> None:
    """What was given up before its last try was refused for good; a row whose case is anonymised has lost its error."""
    op.execute(
        """
        UPDATE effects SET code = CASE
            WHEN error IS NULL THEN 'unknown'
            WHEN error LIKE 'Unforeseen fault%' THEN 'unforeseen-fault'
            WHEN error LIKE 'Nobody was asked%' THEN 'gateway-busy'
            WHEN error LIKE 'no connector «%» is configured' THEN 'connector-unknown'
            WHEN error = 'no mail server is configured' THEN 'no-mail-server'
            WHEN error = 'no mobile number is known' THEN 'no-mobile'
            WHEN state = 'failed' AND tries <= retries THEN 'call-refused'
            ELSE 'call-unanswered' END
        WHERE error IS NOT NULL OR state = 'failed'
        """
    )


def _fill_incidents() -> None:
    connection = op.get_bind()
    filled = (
        sa.update(INCIDENTS)
        .where(INCIDENTS.c.id == sa.bindparam("row"))
        .values(code=sa.bindparam("known"), parameters=sa.bindparam("told", type_=_JSON))
    )
    for rows in _old_incidents(connection):
        found = [(row.id, *_code_of(row.cause, row.expression)) for row in rows]
        connection.execute(filled, [{"row": id_, "known": code, "told": told} for id_, code, told in found])


def _old_incidents(connection: sa.Connection) -> Iterator[list[Any]]:
    query = sa.select(INCIDENTS.c.id, INCIDENTS.c.cause, INCIDENTS.c.expression).where(INCIDENTS.c.code.is_(None))
    while rows := list(connection.execute(query.limit(BATCH))):
        yield rows


def _code_of(cause: str, expression: str | None) -> tuple[str, dict[str, Any]]:
    fault = FAULT.match(cause)
    if fault is not None:
        return "unforeseen-fault", {name: value for name, value in fault.groupdict().items() if value is not None}
    code, parameters = coded(cause, expression)
    # what is no longer known of an anonymised case has no words
    return code.value, dict(parameters) if cause else {}
