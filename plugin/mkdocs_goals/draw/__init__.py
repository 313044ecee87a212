"""Portfolio → pictures: graphs (Graphviz lays out, we draw), bars, sparklines and charts."""
