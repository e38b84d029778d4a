"""Data objects and stores are specs of the library that stand for variables: nothing is copied, none is added."""

from SpiffWorkflow.bpmn.specs.data_spec import BpmnDataStoreSpecification
from SpiffWorkflow.bpmn.specs.data_spec import DataObject as LibraryDataObject

import engine
from tests.unit.engine.case_player import NOON, Play, diagram, flows

START = '<startEvent id="start"/><endEvent id="end"/>'
INNER = '<dataObject id="part" name="share"/><startEvent id="s0"/><userTask id="a"/><endEvent id="s1"/>'
XML = diagram(
    f'{START}<dataObject id="order" name="amount"/><subProcess id="sub">{INNER}{flows("s0->a, a->s1")}</subProcess>',
    "start->sub, sub->end",
    roots='<dataStore id="register" name="known" capacity="7"/>',
)


def test_each_scope_has_the_data_objects_that_it_declares_and_all_have_the_stores():
    definition = engine.parse({"process.bpmn": XML})
    outer, inner = definition.specs["case"], definition.specs["sub"]
    assert {id_: (one.bpmn_name, one.variable) for id_, one in outer.data_objects.items()} == {
        "order": ("amount", "amount")
    }
    assert [one.variable for one in inner.data_objects.values()] == ["share"]
    assert isinstance(outer.data_objects["order"], LibraryDataObject)
    store = inner.data_stores["register"]
    assert isinstance(store, BpmnDataStoreSpecification)
    assert (store.variable, store.capacity) == ("known", "7")


def test_a_task_sees_them_as_variables_and_nothing_is_copied():
    play = Play(XML, {"amount": 3, "known": ["x"]})
    workflow = engine.workflow(play.definition, play.last.snapshot, now=NOON)
    task = workflow.get_next_task(spec_name="a")
    outer, inner = play.definition.specs["case"], play.definition.specs["sub"]
    assert outer.data_objects["order"].get(task) == 3
    assert inner.data_objects["part"].get(task) is None
    assert inner.data_stores["register"].get(task) == ["x"]
    outer.data_objects["order"].set(task)
    inner.data_stores["register"].set(task)
    assert dict(workflow.data) == {"amount": 3, "known": ["x"]}
    assert task.workflow.data_objects == {"share": None}


def test_what_a_sub_process_declares_is_gone_with_it():
    assert Play(XML, {"amount": 3}).complete("a", share=1, amount=4).data == {"amount": 4}
