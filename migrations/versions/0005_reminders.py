"""Outbox rows that bring an unanswered question to mind."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BEFORE = ("connector", "notice", "message", "letter")


def upgrade() -> None:
    """Let outbox rows be reminders."""
    _admit(*BEFORE, "reminder")


def downgrade() -> None:
    """Forget the reminders."""
    op.execute("DELETE FROM effects WHERE kind = 'reminder'")
    _admit(*BEFORE)


def _admit(*kinds: str) -> None:
    """Let outbox rows be of these kinds and no other."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("effects") as batch_op:
        batch_op.drop_constraint(op.f("ck_effects_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_effects_kind"), f"kind IN ({listed})")
