"""The desks of those who oversee: the supervision office, and the bureau that supervises enforcement."""
