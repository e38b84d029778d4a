"""Keep with a work item which service it is of, so that a worklist of one service reads an index and nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LIVE = sa.text("state IN ('open', 'claimed')")


def upgrade() -> None:
    op.add_column("work_items", sa.Column("service_id", sa.String(80), server_default="", nullable=False))
    op.execute("UPDATE work_items SET service_id = (SELECT service_id FROM cases WHERE cases.id = work_items.case_id)")
    op.create_index(
        "ix_work_items_of_service",
        "work_items",
        ["unit_id", "role", "service_id", "due_order", "id"],
        sqlite_where=LIVE,
        postgresql_where=LIVE,
    )


def downgrade() -> None:
    op.drop_index("ix_work_items_of_service", table_name="work_items")
    op.drop_column("work_items", "service_id")
