"""What parsers of other people's making say of a broken file, as codes with words in both languages: XML, JSON, YAML.

Their own sentences are English and written for programmers; none of them reaches a reader."""

from engine.parser_faults.json import told as json_fault
from engine.parser_faults.xml import told as xml_fault
from engine.parser_faults.yaml import told as yaml_fault

__all__ = ["json_fault", "xml_fault", "yaml_fault"]
