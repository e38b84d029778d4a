"""The command line: `python -m engine lint|run|decide|stages`. The only room of the engine that reads files."""
