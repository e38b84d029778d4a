"""Let a one-time code of a front desk agree to the handing out of an answer, not only to a draft."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consent_codes") as batch_op:
        batch_op.alter_column("draft_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column("case_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_consent_codes_case_id_cases"), "cases", ["case_id"], ["id"])
        batch_op.create_check_constraint(op.f("ck_consent_codes_of_one"), "(draft_id IS NULL) <> (case_id IS NULL)")
        batch_op.create_index(op.f("ix_consent_codes_case_id"), ["case_id"])


def downgrade() -> None:
    op.execute("DELETE FROM consent_codes WHERE draft_id IS NULL")
    with op.batch_alter_table("consent_codes") as batch_op:
        batch_op.drop_index(op.f("ix_consent_codes_case_id"))
        batch_op.drop_constraint(op.f("ck_consent_codes_of_one"), type_="check")
        batch_op.drop_constraint(op.f("fk_consent_codes_case_id_cases"), type_="foreignkey")
        batch_op.drop_column("case_id")
        batch_op.alter_column("draft_id", existing_type=sa.Uuid(), nullable=False)
