"""Passwords, authenticator apps and recovery codes of members of staff; when a session showed its second factor."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

#: what the release before writes into the history of the organisation
ACTIONS = ("created", "changed", "ended")


def upgrade() -> None:
    op.create_table(
        "passwords",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hash", sa.String(300), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_passwords_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_passwords")),
    )
    op.create_table(
        "authenticators",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("secret_id", sa.Uuid(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_authenticators_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_authenticators")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_recovery_codes_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", "code_hash", name=op.f("pk_recovery_codes")),
    )
    with op.batch_alter_table("login_sessions") as batch_op:
        batch_op.add_column(sa.Column("factor_at", sa.DateTime(timezone=True), nullable=True))
    _admit_actions((*ACTIONS, "reset"))


def downgrade() -> None:
    """Whoever showed a second factor is asked for the code by SMS alone, as the release before does."""
    op.execute("UPDATE organisation_changes SET action = 'changed' WHERE action = 'reset'")
    _admit_actions(ACTIONS)
    with op.batch_alter_table("login_sessions") as batch_op:
        batch_op.drop_column("factor_at")
    op.drop_table("recovery_codes")
    op.drop_table("authenticators")
    op.drop_table("passwords")


def _admit_actions(actions: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{action}'" for action in actions)
    with op.batch_alter_table("organisation_changes") as batch_op:
        batch_op.drop_constraint(op.f("ck_organisation_changes_action"), type_="check")
        batch_op.create_check_constraint(op.f("ck_organisation_changes_action"), f"action IN ({listed})")
