"""Words of tools that draw and run BPMN otherwise: what is inside their extensions, jBPM, unknown namespaces."""
