"""Find the open items that a warning was sent of, which are few, without reading the others."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

WARNED = sa.text("warned IS NOT NULL AND state IN ('open', 'claimed')")


def upgrade() -> None:
    op.create_index(
        "ix_work_items_warned",
        "work_items",
        ["due_order", "id"],
        sqlite_where=WARNED,
        postgresql_where=WARNED,
    )


def downgrade() -> None:
    op.drop_index("ix_work_items_warned", table_name="work_items")
