"""The command `miz`: everything that an operator does with a desk, one module a command."""
