"""One run over a requirements graph: each decision is computed once, after what it requires.

A decision sees what it requires, typed as the model says, and behind that the caller's names of which the model knows
nothing. What the model does know but the decision does not require is out of its sight (DMN 10.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from engine.dmn.elements import Decision, InputData, Knowledge, Requirements, Service
from engine.dmn.types import ItemType, argument_check
from engine.feel.errors import Undefined
from engine.feel.functions import Function, Parameter, Signature
from engine.feel.json import given
from engine.feel.scope import COPIED, Run, Scope
from engine.feel.values import Context, Value

if TYPE_CHECKING:
    from engine.dmn.model import DecisionModel


#: Steps that a decision, a function of a knowledge model and a look into another model cost beside what they compute.
_COST = 5


class Evaluation:
    """Values of decisions in one scope, each computed once; those given in `results` are not computed."""

    def __init__(self, model: DecisionModel, scope: Scope, results: dict[str, Value] | None = None) -> None:
        self._model = model
        self._scope = scope
        own = model.declared
        foreign = {name: value for name, value in scope.variables.items() if name not in own}
        #: What the caller has beside the model's own names.
        self._outside = Scope(foreign, scope.run)
        self._results = results or {}
        self._functions: dict[str, Value] = {}
        self._inner: dict[str, Evaluation] = {}

    def decision(self, decision: Decision) -> Value:
        """The decision's value."""
        if decision.id not in self._results:
            self._scope.run.charge(_COST)
            variables = self.variables(decision.requires)
            self._results[decision.id] = decision.evaluate(self._outside.child(variables))
        return self._results[decision.id]

    def service(self, service: Service) -> Value:
        """The value of the service's decision, or a context of several."""
        for decision in self._decisions(service.input_decisions):
            if decision.variable in self._scope.variables and decision.id not in self._results:
                self._results[decision.id] = self._given(decision.variable, decision.type)
        outputs = self._outputs(service)
        value = next(iter(outputs.values())) if len(outputs) == 1 else Context(outputs)
        try:
            return self._model.types.accept(value, service.type, self._scope, from_text=False)
        except Undefined as why:
            return self._scope.run.null(f"service {service.name}: {why}")

    def _outputs(self, service: Service) -> dict[str, Value]:
        """The values of the service's decisions by name, in its order; some may lie in imported models."""
        found: dict[str, Value] = {}
        for id_ in service.outputs:
            for decision in self._decisions([id_]):
                found[decision.variable] = self.decision(decision)
            for alias, model in self._model.imports.items():
                found |= self._within(alias, model, Requirements(decisions=(id_,)).within(model.namespace))
        return found

    def _decisions(self, ids: Iterable[str]) -> list[Decision]:
        return [self._model.decisions[id_] for id_ in ids if id_ in self._model.decisions]

    def variables(self, requires: Requirements) -> dict[str, Value]:
        """What is required, under the names by which expressions know it."""
        model = self._model
        variables: dict[str, Value] = {}
        for data in (model.inputs[id_] for id_ in requires.inputs if id_ in model.inputs):
            variables[data.name] = self._input(data)
        for decision in self._decisions(requires.decisions):
            variables[decision.variable] = self.decision(decision)
        for id_ in requires.knowledge:
            if id_ in model.knowledge:
                variables[model.knowledge[id_].name] = self._function(model.knowledge[id_])
            elif id_ in model.services:
                variables[model.services[id_].name] = self._service_function(model.services[id_])
        return variables | self._imported(requires)

    def _imported(self, requires: Requirements) -> dict[str, Value]:
        """What is required of other models, as a context for each (or plainly, where the import has no name)."""
        variables: dict[str, Value] = {}
        for alias, model in self._model.imports.items():
            wanted = requires.within(model.namespace)
            if wanted:
                found = self._within(alias, model, wanted)
                variables.update({alias: Context(found)} if alias else found)
        return variables

    def _within(self, alias: str, model: DecisionModel, wanted: Requirements) -> dict[str, Value]:
        """What is required of an imported model. Its inputs may stand in a context of its name or as `import.name`."""
        if alias not in self._inner:
            around, run = self._scope.variables, self._scope.run
            run.charge(_COST + (len(around) >> COPIED))
            inner = around.get(alias)
            if not isinstance(inner, Mapping):
                start = f"{alias}."
                named = {name.removeprefix(start): around[name] for name in around if alias and name.startswith(start)}
                inner = {**around, **named} if named else around
            self._inner[alias] = Evaluation(model, Scope(inner, run))
        return self._inner[alias].variables(wanted)

    def _input(self, data: InputData) -> Value:
        if data.name not in self._scope.variables:
            return self._scope.run.null(f"the input {data.name} is not given")
        return self._given(data.name, data.type)

    def _given(self, name: str, type_: ItemType | None) -> Value:
        """A value of the caller as one of the type, null with a reason where it isn't."""
        value = given(self._scope.variables[name], self._scope.run)
        try:
            return self._model.types.accept(value, type_, self._scope, from_text=True)
        except Undefined as why:
            return self._scope.run.null(f"input {name}: {why}")

    def _function(self, knowledge: Knowledge) -> Value:
        """The function, which sees the knowledge that it requires, and itself."""
        if knowledge.id in self._functions:
            return self._functions[knowledge.id]
        self._scope.run.charge(_COST)
        others = tuple(id_ for id_ in knowledge.requires.knowledge if id_ != knowledge.id)
        variables = self.variables(Requirements(knowledge=others))
        function = knowledge.make(self._outside.child(variables))
        variables[knowledge.name] = self._functions[knowledge.id] = function
        return function

    def _service_function(self, service: Service) -> Function:
        """The service as a function of its input data and input decisions, in this order."""
        data = [self._model.inputs[id_] for id_ in service.inputs if id_ in self._model.inputs]
        wanted = [(each.name, each.type) for each in data]
        wanted += [(each.variable, each.type) for each in self._decisions(service.input_decisions)]
        names = [name for name, _ in wanted]

        def call(run: Run, arguments: list[Value]) -> Value:
            run.charge(len(self._model.decisions))
            inside = Scope(dict(zip(names, arguments, strict=True)), run)
            return run.inside_function(lambda: Evaluation(self._model, inside).service(service))

        parameters = tuple(
            Parameter(name, argument_check(self._model.types, type_, self._scope)) for name, type_ in wanted
        )
        return Function(service.name, (Signature(parameters, call),))
