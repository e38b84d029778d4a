"""Running cases of one version of a process moved to another: the plan, the compatibility of elements, the transfer of
tokens."""
