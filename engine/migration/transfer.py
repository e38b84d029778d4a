"""Building a running case again on another definition, token by token. What stands in the way is noted, not raised, so
that all reasons come at once."""

from collections.abc import Iterator, Mapping

from engine.errors import StepFailed
from engine.execution.case import Case, InnerScope
from engine.execution.event_definitions import Message
from engine.execution.events import EventPart
from engine.execution.gateways import EventBasedGateway, Join, ParallelGateway, ways_to
from engine.execution.kernel import Scope, ScopeSpec, Token
from engine.execution.node import Node
from engine.execution.program import Definition
from engine.execution.subprocesses import AdHocSubProcess, EventSubProcess, SubScope
from engine.execution.token_record import Completed
from engine.migration.compatibility import incompatibility, reached_from
from engine.model import Bilingual, Obstacle

#: pairs of tokens of one scope whose order is compared; beyond that the first ones speak for the rest
MOST_COMPARED = 60

ENDED = Bilingual("پرونده پایان یافته است.", "The case has ended.")
_GONE = Bilingual("این گام در نسخهٔ تازه نیست.", "This step isn't in the new version.")
_ELSEWHERE = Bilingual(
    "این گام در نسخهٔ تازه در زیرفرایند دیگری است.", "In the new version this step is in another sub-process."
)
_UNDOING = Bilingual(
    "کارهای انجام‌شده در حال برگرداندن است؛ پس از پایان آن دوباره بیازمایید.",
    "What was done is being undone; try again when that is over.",
)
_OTHER_WAY = Bilingual(
    "راهی که پرونده از آن به این دروازه رسیده است در نسخهٔ تازه نیست.",
    "The way by which the case came to this gateway isn't in the new version.",
)
_OTHER_ACTIVITIES = Bilingual(
    "فعالیت‌های این بخش یا ترتیب آن‌ها عوض شده است.", "The activities of this part, or their order, have changed."
)


class Migrator:
    """Transfers `case` to `new`. After `transfer`, `obstacles` says what stood in the way; with any, what was built is
    of no use."""

    def __init__(self, case: Case, new: Definition, mapping: Mapping[str, str]) -> None:
        self.case = case
        self.new = new
        self.mapping = mapping
        self.obstacles: list[Obstacle] = []
        self._made: dict[str, Token] = {}

    def transfer(self) -> Case:
        """The case on the new definition; nothing has moved yet."""
        case = self.case
        transferred = Case(self.new, key=case.key, now=case.now, calendar=case.calendar, begun=True)
        transferred.use(case.variables)
        case.variables.meter = transferred.meter
        transferred.counter = case.counter
        transferred.correlations = case.correlations
        transferred.undoable = self._log(case.undoable, case.spec, transferred.spec)
        self._scope(case, transferred)
        for owner, scope in case.subprocesses.items():
            self._inner_scope(owner, scope, transferred)
        if not self.obstacles:
            self._listen_anew(transferred)
        return transferred

    def _inner_scope(self, owner: str, scope: Scope, transferred: Case) -> None:
        token = self._made.get(owner)
        if token is None or not isinstance(token.task_spec, SubScope):
            return  # why it couldn't be carried is noted
        inner = InnerScope.go_on(token, scope.variables)
        if token.record.undo is not None:
            token.record.undo.log = self._log(token.record.undo.log, scope.spec, inner.spec)
        self._scope(scope, inner)

    def _scope(self, old: Scope, new: Scope) -> None:
        for token in old.live():
            self._token(token, new)
        self._compare_order(old, new)
        self._check_joins(old, new)

    def _token(self, token: Token, scope: Scope) -> None:
        node = self._node_for(token, scope)
        host = token.host
        if node is None or (host is not None and host.id not in self._made):
            return
        place = scope.task_tree if host is None else self._made[host.id]
        made = Token(scope, node, place, token._state, number=token.number, variables=token.variables)
        made.flow = self._flow(token, node)
        made.triggered = token.triggered
        made.internal_data = token.internal_data
        made.record = token.record.copy()
        made.go_on()
        self._made[token.id] = made
        self._adapt(token, made)

    def _node_for(self, token: Token, scope: Scope) -> Node | None:
        """The node of the new scope where the token goes on. None where it can't (noted), or for a listener that the
        new diagram has no more (dropped)."""
        old = token.task_spec
        if token.record.undoing:
            self._hinder(old, _UNDOING)
            return None
        node = self._counterpart(old, scope.spec)
        reason = self._missing(old) if node is None else incompatibility(old, node)
        if reason is None:
            return node
        if not token.listens or isinstance(old, EventPart | Join):
            self._hinder(old, reason)
        return None

    def _counterpart(self, old: Node, spec: ScopeSpec) -> Node | None:
        """The node that stands for the same element, and for the same instance or part of it."""
        place = old.name.removeprefix(old.bpmn_id)
        return spec.task_specs.get(self.mapping.get(old.bpmn_id, old.bpmn_id) + place)

    def _missing(self, old: Node) -> Bilingual:
        name = self.mapping.get(old.bpmn_id, old.bpmn_id)
        return _ELSEWHERE if any(name in spec.task_specs for spec in self.new.specs.values()) else _GONE

    def _hinder(self, node: Node, reason: Bilingual) -> None:
        self.obstacles.append(Obstacle(node.bpmn_id, reason))

    def _adapt(self, token: Token, made: Token) -> None:
        """What a token remembers besides moments and counts: flows, and whether its message has a key."""
        old, new, gateway = token.task_spec, made.task_spec, made.record.gateway
        if gateway is not None and isinstance(new, Join):
            gateway.used = tuple(sorted(self._way(old, new, flow) or "" for flow in gateway.used))
        if isinstance(old, AdHocSubProcess) and isinstance(new, AdHocSubProcess):
            before = [self.mapping.get(node.bpmn_id, node.bpmn_id) for node in old.inner.entries]
            if before != [node.bpmn_id for node in new.inner.entries]:
                self._hinder(old, _OTHER_ACTIVITIES)
        if isinstance(new, EventBasedGateway) and isinstance(old, EventBasedGateway):
            targets = [self.mapping.get(target.bpmn_id, target.bpmn_id) for target in old.targets]
            if sorted(targets) != sorted(target.bpmn_id for target in new.targets):
                self._hinder(old, _OTHER_ACTIVITIES)
        self._adapt_key(getattr(old, "event_definition", None), getattr(new, "event_definition", None), made)

    def _adapt_key(self, old: object, new: object, made: Token) -> None:
        if not isinstance(old, Message) or not isinstance(new, Message) or not made.waits:
            return
        if (old.key is None) != (new.key is None):
            made.record.wait = None
            try:
                new.subscribe(made)
            except StepFailed as error:
                self._hinder(
                    made.task_spec, Bilingual(f"کلید پیام حساب نشد: {error}", f"No key for the message: {error}")
                )

    def _flow(self, token: Token, node: Node) -> str | None:
        if not isinstance(node, Join) or token.flow is None or len(node.incoming) < 2:
            return token.flow
        return self._way(token.task_spec, node, token.flow)

    def _way(self, old: Node, new: Node, flow: str) -> str | None:
        """The flow of the new diagram into the gateway that stands for `flow`: of the same id, else from the same
        element."""
        if flow in new.incoming:
            return flow
        sources = {way.id: node for node in old._wf_spec.nodes for way in node.flows}
        source = self._counterpart(sources[flow], new._wf_spec) if flow in sources else None
        ways = [way.id for way in source.flows if way.target == new.name] if source is not None else []
        if len(ways) != 1:
            self._hinder(old, _OTHER_WAY)
            return None
        return ways[0]

    def _log(self, entries: list[Completed], old: ScopeSpec, new: ScopeSpec) -> list[Completed]:
        """What can still be undone, by the names of the new definition."""
        renamed = []
        for name, inside, local in entries:
            before = old.task_specs[name]
            after = self._counterpart(before, new)
            if after is None or not after.undoable:
                reason = "کاری که انجام شده است در نسخهٔ تازه برگشت‌پذیر نیست."
                self._hinder(before, Bilingual(reason, "It was done, and the new version couldn't undo it."))
                continue
            inner = self._log(inside, before.inner, after.inner) if inside and _has_inner(before, after) else inside
            renamed.append(Completed(after.name, inner, local))
        return renamed

    def _compare_order(self, old: Scope, new: Scope) -> None:
        """Tokens that run side by side must not come one after the other in the new diagram: the rest of the way would
        be gone twice."""
        places = [(t, self._made[t.id]) for t in old.live() if t.id in self._made and _runs_free(t)]
        seen: dict[str, tuple[Node, Node]] = {t.task_spec.name: (t.task_spec, m.task_spec) for t, m in places}
        nodes = list(seen.values())[:MOST_COMPARED]
        if len(nodes) < 2:
            return
        before = {one.name: reached_from(old.spec, one.name) for one, _ in nodes}
        after = {one.name: reached_from(new.spec, other.name) for one, other in nodes}
        for one, _ in nodes:
            for other, there in nodes:
                if one is not other and there.name in after[one.name] and other.name not in before[one.name]:
                    self._hinder(one, _one_after_the_other(other))

    def _check_joins(self, old: Scope, new: Scope) -> None:
        """A join of the new diagram must not wait for a branch that this case passed before there was one."""
        joins = [node for node in new.spec.nodes if _joins_all(node)]
        if not joins or not any(new.live()):
            return
        known = {self.mapping.get(node.bpmn_id, node.bpmn_id): node for node in old.spec.nodes}
        for join in joins:
            before = known.get(join.bpmn_id)
            if before is None or len(before.incoming) < len(join.incoming):
                self._check_join(join, new)

    def _check_join(self, join: Node, scope: Scope) -> None:
        upstream = ways_to(join)
        tokens = [token for token in scope.live() if _runs_free(token)]
        filled = {token.flow for token in tokens if token.task_spec is join}
        coming = {flow for flow, names in upstream.items() if any(t.task_spec.name in names for t in tokens)} | filled
        if coming and not coming >= set(join.incoming):
            reason = Bilingual(
                "در نسخهٔ تازه منتظر شاخه‌ای می‌ماند که این پرونده از کنار آن گذشته است.",
                "In the new version it would wait for a branch that this case has passed by.",
            )
            self._hinder(join, reason)

    def _listen_anew(self, transferred: Case) -> None:
        """Let events wait that only the new diagram has, beside activities that have begun and scopes that run."""
        for old, new in self._scopes(transferred):
            for token in tuple(old.live()):
                made = self._made.get(token.id)
                if made is not None and made.begun and not made.gone:
                    known = self._names(token.task_spec.boundary, new.spec)
                    for event in made.task_spec.boundary:
                        if event.name not in known:
                            self._begin(event, made)
            if not any(isinstance(token.task_spec, EventSubProcess) and not token.listens for token in old.live()):
                known = self._names(old.spec.event_subprocesses, new.spec)
                for node in new.spec.event_subprocesses:
                    if node.name not in known:
                        self._begin(node, new)

    def _begin(self, node: Node, place: Token | Scope) -> None:
        try:
            if isinstance(place, Token):
                node.listen(place)
            elif isinstance(node, EventSubProcess):
                node.await_start(place)
        except StepFailed as error:
            self._hinder(
                node, Bilingual(f"زمان یا کلید آن حساب نشد: {error}", f"Its time or key can't be worked out: {error}")
            )

    def _scopes(self, transferred: Case) -> Iterator[tuple[Scope, Scope]]:
        yield self.case, transferred
        yield from ((scope, transferred.subprocesses[owner]) for owner, scope in self.case.subprocesses.items())

    def _names(self, nodes: tuple[Node, ...], spec: ScopeSpec) -> set[str]:
        """The nodes of the new scope that stand for these."""
        found = ((old, self._counterpart(old, spec)) for old in nodes)
        return {new.name for old, new in found if new is not None and incompatibility(old, new) is None}


def _runs_free(token: Token) -> bool:
    """Whether the token goes its own way through the scope: it stands beside nothing and is no instance of a loop."""
    return not token.listens and token.host is None and not token.task_spec.is_instance


def _joins_all(node: Node) -> bool:
    return isinstance(node, ParallelGateway) and len(node.incoming) > 1


def _has_inner(old: Node, new: Node) -> bool:
    return isinstance(old, SubScope) and isinstance(new, SubScope)


def _one_after_the_other(other: Node) -> Bilingual:
    fa, en = other.activity.name.fa or other.bpmn_id, other.activity.name.en or other.bpmn_id
    return Bilingual(
        f"همزمان با «{fa}» در جریان است، ولی در نسخهٔ تازه «{fa}» پس از آن می‌آید.",
        f"It runs side by side with “{en}”, which comes after it in the new version.",
    )
