"""Codes are worked out and kept nowhere: take out those that were kept, and tell proven numbers from told ones."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

#: rows that are removed at once
BATCH = 500
NOTICES = sa.table("notices", sa.column("id", sa.Uuid()), sa.column("template", sa.String()))
EFFECTS = sa.table("effects", sa.column("key", sa.String()))
CARRYING = ("login-code", "consent-code", "handing-out-code")
#: indexes of some rows: name, table, column, which rows
PARTIAL = (
    ("ix_notices_codes", "notices", "at", f"template IN {CARRYING!r}"),
    ("ix_messages_applicant", "messages", "applicant_id", "applicant_id IS NOT NULL"),
)


def upgrade() -> None:
    with op.batch_alter_table("persons") as batch_op:
        batch_op.add_column(sa.Column("mobile_proven_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE persons SET mobile_proven_at = (SELECT max(used_at) FROM login_codes"
        " WHERE login_codes.national_id = persons.national_id AND login_codes.mobile = persons.mobile)"
    )
    _forget_codes()
    with op.batch_alter_table("login_codes") as batch_op:
        batch_op.add_column(sa.Column("sent", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index(op.f("ix_login_codes_expires_at"), ["expires_at"])
    with op.batch_alter_table("login_sessions") as batch_op:
        batch_op.add_column(sa.Column("user_agent", sa.String(300), server_default="", nullable=False))
        batch_op.create_index(op.f("ix_login_sessions_expires_at"), ["expires_at"])
    with op.batch_alter_table("consent_codes") as batch_op:
        batch_op.create_index(op.f("ix_consent_codes_expires_at"), ["expires_at"])
    for name, table, column, rows in PARTIAL:
        op.create_index(name, table, [column], sqlite_where=sa.text(rows), postgresql_where=sa.text(rows))


def downgrade() -> None:
    """What was sent can't be compared by the release before; who waits for a code asks for another."""
    _forget_codes()
    for name, table, _, _ in PARTIAL:
        op.drop_index(name, table)
    with op.batch_alter_table("consent_codes") as batch_op:
        batch_op.drop_index(op.f("ix_consent_codes_expires_at"))
    with op.batch_alter_table("login_sessions") as batch_op:
        batch_op.drop_index(op.f("ix_login_sessions_expires_at"))
        batch_op.drop_column("user_agent")
    with op.batch_alter_table("login_codes") as batch_op:
        batch_op.drop_index(op.f("ix_login_codes_expires_at"))
        batch_op.drop_column("sent")
    with op.batch_alter_table("persons") as batch_op:
        batch_op.drop_column("mobile_proven_at")


def _forget_codes() -> None:
    """Remove codes, the messages that told them, and the outbox rows that carried them. A hash of five digits is
    no secret."""
    op.execute("DELETE FROM login_codes")
    op.execute("DELETE FROM consent_codes")
    connection = op.get_bind()
    of_codes = sa.select(NOTICES.c.id).where(NOTICES.c.template.in_(CARRYING)).limit(BATCH)
    while ids := connection.scalars(of_codes).all():
        _remove(connection, ids)


def _remove(connection: sa.Connection, ids: Sequence[object]) -> None:
    connection.execute(sa.delete(EFFECTS).where(EFFECTS.c.key.in_([f"notice:{notice_id}" for notice_id in ids])))
    connection.execute(sa.delete(NOTICES).where(NOTICES.c.id.in_(ids)))
