"""How a drafted migration reads: our column types as SQLAlchemy's own, and no step that a reader can do without.

A draft is read and repaired by a person before it is committed; this only spares the dull part."""

from collections.abc import Sequence
from typing import Any, Literal, TypeGuard, cast

import sqlalchemy as sa
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops

from app.data.models.base import Moment

_INDEX_OPS = (ops.CreateIndexOp, ops.DropIndexOp)


def render_item(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Name our own types in SQLAlchemy's words: a migration must not change when a model does."""
    if kind != "type":
        return False
    if isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, sa.JSON):
        autogen.imports.add("from sqlalchemy.dialects.postgresql import JSONB")
        return 'sa.JSON().with_variant(JSONB(), "postgresql")'
    return False


def tidy(_context: object, _revision: object, directives: Any) -> None:
    """Take what is superfluous out of a draft; join tables of a circle after, and part them before the rest."""
    for script in directives:
        up, down = script.upgrade_ops, script.downgrade_ops
        if up.is_empty():
            continue
        circular = _take_circular(up.ops)
        up.ops = [*_plain_indexes(up.ops), *(_joining(key) for key in circular)]
        down.ops = [*(_parting(key) for key in circular), *_plain_indexes(_without_dropped_indexes(down.ops))]


def _plain_indexes(steps: Sequence[ops.MigrateOperation]) -> list[ops.MigrateOperation]:
    """An index needs no batch: SQLite can add and drop one."""
    plain: list[ops.MigrateOperation] = []
    for step in steps:
        if isinstance(step, ops.ModifyTableOps):
            plain += [inner for inner in step.ops if isinstance(inner, _INDEX_OPS)]
            step.ops = [inner for inner in step.ops if not isinstance(inner, _INDEX_OPS)]
        if not (isinstance(step, ops.ModifyTableOps) and step.is_empty()):
            plain.append(step)
    return plain


def _take_circular(steps: Sequence[ops.MigrateOperation]) -> list[sa.ForeignKeyConstraint]:
    """Foreign keys marked `use_alter`, taken out of the tables: the table they point to isn't there yet."""
    taken: list[sa.ForeignKeyConstraint] = []
    for step in steps:
        if isinstance(step, ops.CreateTableOp):
            taken += [part for part in step.columns if _is_circular(part)]
            step.columns = [part for part in step.columns if not _is_circular(part)]
    return taken


def _is_circular(part: object) -> TypeGuard[sa.ForeignKeyConstraint]:
    return isinstance(part, sa.ForeignKeyConstraint) and bool(part.use_alter)


def _joining(key: sa.ForeignKeyConstraint) -> ops.ModifyTableOps:
    far = [element.column.name for element in key.elements]
    addition = ops.CreateForeignKeyOp(_name(key), key.table.name, key.referred_table.name, list(key.column_keys), far)
    return ops.ModifyTableOps(key.table.name, [addition])


def _parting(key: sa.ForeignKeyConstraint) -> ops.ModifyTableOps:
    removal = ops.DropConstraintOp(_name(key), key.table.name, type_="foreignkey")
    return ops.ModifyTableOps(key.table.name, [removal])


def _name(key: sa.ForeignKeyConstraint) -> str:
    return cast("str", key.name)


def _without_dropped_indexes(steps: Sequence[ops.MigrateOperation]) -> list[ops.MigrateOperation]:
    """A dropped table takes its indexes along."""
    dropped = {step.table_name for step in steps if isinstance(step, ops.DropTableOp)}
    return [step for step in steps if not (isinstance(step, ops.ModifyTableOps) and step.table_name in dropped)]
