"""Where cards and arrows of a graph lie: Graphviz lays out, in process or as the system's `dot`."""
