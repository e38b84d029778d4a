"""Keep the clocks of a case: when its promise began to run, the legal limit, the calendar it was counted with, how
often it was put off, until when a stage should be over, and which warnings a task has had."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

EFFECTS = ("connector", "notice", "message", "letter", "reminder", "removal")


def upgrade() -> None:
    with op.batch_alter_table("case_stages") as batch_op:
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("clock_started_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("legal_limit_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("calendar_version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("extensions", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("paused_seconds", sa.Integer(), nullable=True))
    # promises were counted from acceptance until now
    op.execute(
        "UPDATE cases SET clock_started_at = accepted_at, calendar_version = 0, extensions = 0, paused_seconds = 0"
    )
    with op.batch_alter_table("cases") as batch_op:
        batch_op.alter_column("calendar_version", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("extensions", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("paused_seconds", existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table("work_items") as batch_op:
        batch_op.add_column(
            sa.Column(
                "warned",
                sa.Enum(
                    "remind",
                    "supervisor",
                    "reassign",
                    "escalate",
                    name="warned",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
    _admit(*EFFECTS, "warning", "recount")


def downgrade() -> None:
    op.execute("DELETE FROM effects WHERE kind IN ('warning', 'recount')")
    _admit(*EFFECTS)
    with op.batch_alter_table("work_items") as batch_op:
        batch_op.drop_constraint(op.f("ck_work_items_warned"), type_="check")
        batch_op.drop_column("warned")
    with op.batch_alter_table("cases") as batch_op:
        for name in ("paused_seconds", "extensions", "calendar_version", "legal_limit_at", "clock_started_at"):
            batch_op.drop_column(name)
    with op.batch_alter_table("case_stages") as batch_op:
        batch_op.drop_column("due_at")


def _admit(*kinds: str) -> None:
    """Let outbox rows be of these kinds and no other."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("effects") as batch_op:
        batch_op.drop_constraint(op.f("ck_effects_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_effects_kind"), f"kind IN ({listed})")
