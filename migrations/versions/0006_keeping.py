"""What is needed to keep cases no longer than they may be, and to check all histories little by little."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NOT_YET = sa.text("closed_at IS NOT NULL AND anonymised_at IS NULL")


BEFORE = ("connector", "notice", "message", "letter", "reminder")


def upgrade() -> None:
    _admit(*BEFORE, "removal")
    op.create_index("ix_documents_sha256", "documents", ["sha256"])
    op.create_table(
        "upkeep",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reached", sa.Uuid(), nullable=True),
        sa.Column("found", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_upkeep")),
    )
    with op.batch_alter_table("cases") as batch_op:
        batch_op.add_column(sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(
            op.f("ck_cases_anonymised_after_its_end"), "anonymised_at IS NULL OR closed_at IS NOT NULL"
        )
    op.create_index(
        "ix_cases_kept", "cases", ["service_id", "closed_at"], sqlite_where=NOT_YET, postgresql_where=NOT_YET
    )


def downgrade() -> None:
    op.drop_index("ix_cases_kept", "cases")
    with op.batch_alter_table("cases") as batch_op:
        batch_op.drop_constraint(op.f("ck_cases_anonymised_after_its_end"), type_="check")
        batch_op.drop_column("anonymised_at")
    op.drop_table("upkeep")
    op.drop_index("ix_documents_sha256", "documents")
    op.execute("DELETE FROM effects WHERE kind = 'removal'")
    _admit(*BEFORE)


def _admit(*kinds: str) -> None:
    """Let outbox rows be of these kinds and no other."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("effects") as batch_op:
        batch_op.drop_constraint(op.f("ck_effects_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_effects_kind"), f"kind IN ({listed})")
