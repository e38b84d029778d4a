"""The service desk: everything between the citizen's browser and the engine. `wiring.py` names the parts."""
