"""The demonstration: invented matters of a county's demo folder, played through `act.execute` as if days had passed."""
