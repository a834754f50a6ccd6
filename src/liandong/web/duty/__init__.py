"""Who is on duty: units, hours, posts and the telephones to call."""
