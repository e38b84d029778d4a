"""Bundles: checked by the gate, reviewed, published; running cases moved to a newer version."""
