"""Bundles that name what their desk doesn't have, and nearly the same ones that don't."""

from engine.desk import Desk
from tests.unit.engine.lint.case import Case
from tests.unit.engine.lint.diagrams import process

LINE = "s>a a>e"
#: where there are clerks and supervisors, nobody is an expert now, and tax data can be asked for
DESK = Desk(
    roles=frozenset({"clerk", "expert", "supervisor"}),
    groups=frozenset({"archive"}),
    persons=frozenset({"p-17"}),
    connectors=frozenset({"inquiry", "email"}),
    held=frozenset({"clerk", "supervisor", "archive"}),
)


def laned(role: str, task: str = "") -> bytes:
    """A task of staff in a lane of that role."""
    lanes = f"<laneSet id='l'><lane id='k' name='خط' {role}><flowNodeRef>a</flowNodeRef></lane></laneSet>"
    return process(f"{lanes}\ns:start <userTask id='a' name='a' miz:audience='staff' {task}/>\ne:end", LINE)


def offered(candidates: str) -> bytes:
    """A task of clerks with these candidates."""
    return laned("miz:role='clerk'", f"miz:candidates='{candidates}'")


def asking(connector: str) -> bytes:
    """A service task of that connector."""
    return process(f"s:start <serviceTask id='a' name='a' miz:connector='{connector}'/>\ne:end", LINE)


DESK_CASES: dict[str, Case] = {
    "role-unknown": Case(laned("miz:role='clrek'"), laned("miz:role='clerk'"), desk=DESK),
    "candidate-unknown": Case(offered('"clerks"'), offered('["clerk", "p-17"]'), desk=DESK),
    "connector-unknown": Case(asking("inqiry"), asking("inquiry"), desk=DESK),
    "desk-unchecked": Case(
        laned("miz:role='clerk'"), laned("miz:role='clerk'"), publishing=True, desk=DESK, bad_without_desk=True
    ),
    "lane-role-missing": Case(laned(""), laned("miz:role='clerk'"), publishing=True),
}
