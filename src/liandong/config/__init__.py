"""Settings, addresses and wiring: the only place that joins the layers."""
