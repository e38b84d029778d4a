"""Levels of assurance: how the desk knows who somebody is, since when, by whom; and what a registry tells."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

LEVELS = ("told", "mobile-reached", "matched", "seen-at-desk", "national-login")
FACTS = ("first_name", "last_name", "father_name", "birth_date")
EFFECTS = ("connector", "notice", "message", "letter", "reminder", "removal", "warning", "recount")
#: people whose proof is written at once
BATCH = 1000
PERSONS = sa.table(
    "persons",
    sa.column("id", sa.Uuid()),
    sa.column("mobile", sa.String()),
    sa.column("mobile_proven_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    """Numbers that are proven already are proofs."""
    moment = sa.DateTime(timezone=True)
    proofs = op.create_table(
        "identity_proofs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(*LEVELS, name="level", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("mobile", sa.String(16), nullable=True),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("confirmed_at", moment, nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("front_desk_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", moment, nullable=True),
        sa.CheckConstraint("level <> 'told'", name=op.f("ck_identity_proofs_proves_something")),
        sa.CheckConstraint(
            "(level = 'seen-at-desk') = (front_desk_id IS NOT NULL)", name=op.f("ck_identity_proofs_seen_where")
        ),
        sa.CheckConstraint("(front_desk_id IS NULL) = (by_id IS NULL)", name=op.f("ck_identity_proofs_seen_by_whom")),
        sa.CheckConstraint("confirmed_at >= at", name=op.f("ck_identity_proofs_confirmed_later")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_identity_proofs_person_id_persons")),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_identity_proofs_by_id_persons")),
        sa.ForeignKeyConstraint(
            ["front_desk_id"], ["front_desks.id"], name=op.f("fk_identity_proofs_front_desk_id_front_desks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_proofs")),
    )
    op.create_index(op.f("ix_identity_proofs_person_id"), "identity_proofs", ["person_id"])
    _write_proofs(proofs)
    op.create_table(
        "identity_facts",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "name", sa.Enum(*FACTS, name="name", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("value", sa.String(200), nullable=False),
        sa.Column(
            "source",
            sa.Enum("registry", name="source", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_identity_facts_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", "name", name=op.f("pk_identity_facts")),
    )
    _admit(*EFFECTS, "identity")


def _write_proofs(proofs: sa.Table) -> None:
    connection = op.get_bind()
    proven = sa.select(PERSONS).where(PERSONS.c.mobile_proven_at.is_not(None)).order_by(PERSONS.c.id).limit(BATCH)
    while rows := connection.execute(proven).all():
        written = [
            {
                "id": uuid.uuid4(),
                "person_id": row.id,
                "level": "mobile-reached",
                "mobile": row.mobile,
                "source": "sms-code",
                "at": row.mobile_proven_at,
                "confirmed_at": row.mobile_proven_at,
            }
            for row in rows
        ]
        connection.execute(sa.insert(proofs), written)
        proven = proven.where(PERSONS.c.id > rows[-1].id)


def _admit(*kinds: str) -> None:
    """Let outbox rows be of these kinds and no other."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("effects") as batch_op:
        batch_op.drop_constraint(op.f("ck_effects_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_effects_kind"), f"kind IN ({listed})")


def downgrade() -> None:
    """What was asked of the registry and what it said goes."""
    op.execute("DELETE FROM effects WHERE kind = 'identity'")
    _admit(*EFFECTS)
    op.drop_table("identity_facts")
    op.drop_table("identity_proofs")
