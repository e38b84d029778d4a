"""Pure rules over plain values: who may do what, codes, promises. No database, no HTTP, no clock."""
