"""The `miz:` dialect of BPMN: hardened XML in, `Facts` out.

Reads and never runs, repairs or judges: what is wrong with a diagram is said by `engine.lint`."""

from engine.dialect.flow import Flow, flow_of
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
    "XmlError",
    "bpmn",
    "choose_process",
    "flow_of",
    "local_name",
    "miz",
    "parse_xml",
    "read_facts",
]
