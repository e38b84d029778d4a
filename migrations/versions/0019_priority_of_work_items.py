"""Let worklists go by the priority of their items, and among equals by the due moment: one index has that order."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LIVE = sa.text("state IN ('open', 'claimed')")
OPEN, OF_SERVICE = "ix_work_items_open", "ix_work_items_of_service"


def upgrade() -> None:
    op.add_column("work_items", sa.Column("urgency_order", sa.Integer(), server_default="950", nullable=False))
    op.execute("UPDATE work_items SET urgency_order = 1000 - priority WHERE priority <> 50")
    _index(OPEN, ["unit_id", "role", "urgency_order", "due_order", "id"])
    _index(OF_SERVICE, ["unit_id", "role", "service_id", "urgency_order", "due_order", "id"])


def downgrade() -> None:
    _index(OPEN, ["unit_id", "role", "due_order", "id"])
    _index(OF_SERVICE, ["unit_id", "role", "service_id", "due_order", "id"])
    op.drop_column("work_items", "urgency_order")


def _index(name: str, columns: Sequence[str]) -> None:
    op.drop_index(name, table_name="work_items")
    op.create_index(name, "work_items", list(columns), sqlite_where=LIVE, postgresql_where=LIVE)
