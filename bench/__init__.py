"""Benchmarks of the numbers in the design. Each module measures one part and prints one JSON object a line."""
