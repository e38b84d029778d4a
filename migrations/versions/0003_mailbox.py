"""Keep messages and signals for cases: a mailbox, and what each case listens for by kind."""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WAITING = sa.text("state = 'waiting'")


def _words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    _make_mailbox()
    op.create_index(op.f("ix_messages_case_id"), "messages", ["case_id"], unique=False)
    op.create_index(op.f("ix_messages_from_case_id"), "messages", ["from_case_id"], unique=False)
    op.create_index("ix_messages_name", "messages", ["name", "key"], unique=False)
    op.create_index(
        "ix_messages_due", "messages", ["next_at"], unique=False, sqlite_where=WAITING, postgresql_where=WAITING
    )
    _make_anew(_subscriptions_with_kind, "case_id, task_id, element, kind, message, key", "'message' AS kind")


def _make_anew(make: Callable[[], None], columns: str, *added: str) -> None:
    """Another key on both databases: the rows are laid aside while the table is created again."""
    op.execute(f"CREATE TABLE laid_aside AS SELECT {', '.join(['*', *added])} FROM subscriptions")  # noqa: S608 - constants
    op.drop_table("subscriptions")
    make()
    op.execute(f"INSERT INTO subscriptions ({columns}) SELECT {columns} FROM laid_aside")  # noqa: S608 - constants
    op.drop_table("laid_aside")


def _subscriptions_with_kind() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.String(length=40), nullable=False),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("kind", _words("kind", "message", "signal"), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_subscriptions_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "task_id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("kind", "message", "key", name=op.f("uq_subscriptions_kind_message_key")),
    )


def _subscriptions_without_kind() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.String(length=40), nullable=False),
        sa.Column("element", sa.String(length=80), nullable=False),
        sa.Column("message", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_subscriptions_case_id_cases")),
        sa.PrimaryKeyConstraint("case_id", "task_id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint("message", "key", name=op.f("uq_subscriptions_message_key")),
    )


def _make_mailbox() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.String(length=300), nullable=False),
        sa.Column("kind", _words("kind", "message", "signal"), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("payload", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sender", sa.String(length=80), nullable=True),
        sa.Column("from_case_id", sa.Uuid(), nullable=True),
        sa.Column("applicant_id", sa.Uuid(), nullable=True),
        sa.Column("state", _words("state", "waiting", "delivered", "lapsed"), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'waiting') = (done_at IS NULL)", name=op.f("ck_messages_done_when")),
        sa.ForeignKeyConstraint(["applicant_id"], ["persons.id"], name=op.f("fk_messages_applicant_id_persons")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_messages_case_id_cases")),
        sa.ForeignKeyConstraint(["from_case_id"], ["cases.id"], name=op.f("fk_messages_from_case_id_cases")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("message_id", name=op.f("uq_messages_message_id")),
    )


def downgrade() -> None:
    op.execute("DELETE FROM subscriptions WHERE kind <> 'message'")
    _make_anew(_subscriptions_without_kind, "case_id, task_id, element, message, key")
    op.drop_table("messages")
