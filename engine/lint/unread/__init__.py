"""Rules about what a bundle says and nothing reads: words of BPMN and DMN, keys of YAML, files."""
