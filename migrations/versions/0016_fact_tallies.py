"""Add up for the worksheets as well, what is in the tallies already included: everything is added up again."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fact_tallies",
        sa.Column("service_id", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("fact", sa.String(length=80), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_fact_tallies_service_id_services")),
        sa.PrimaryKeyConstraint("service_id", "day", "fact", name=op.f("pk_fact_tallies")),
    )
    op.execute("DELETE FROM tallies")
    for table in ("cases", "opinions"):
        op.execute(f"UPDATE {table} SET tallied_at = NULL WHERE tallied_at IS NOT NULL")  # noqa: S608 - two names


def downgrade() -> None:
    op.drop_table("fact_tallies")
