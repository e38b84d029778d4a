"""The `miz:` dialect of BPMN: hardened XML in, `Facts` out. What other modelers write is read into it.

Never runs, repairs or judges: what is wrong with a diagram is said by `engine.lint`."""

from engine.dialect.adoption import Loss, Remark
from engine.dialect.decision_outputs import spread_outputs
from engine.dialect.flow import Flow, flow_of
from engine.dialect.modelers import Reading, read_diagram
from engine.dialect.names import BPMN, BPMNDI, MIZ, XSI, bpmn, local_name, miz
from engine.dialect.reader import choose_process, read_facts
from engine.dialect.xml import MAX_BYTES, MAX_TAGS, Element, XmlError, parse_xml

__all__ = [
    "BPMN",
    "BPMNDI",
    "MAX_BYTES",
    "MAX_TAGS",
    "MIZ",
    "XSI",
    "Element",
    "Flow",
    "Loss",
    "Reading",
    "Remark",
    "XmlError",
    "bpmn",
    "choose_process",
    "flow_of",
    "local_name",
    "miz",
    "parse_xml",
    "read_diagram",
    "read_facts",
    "spread_outputs",
]
