"""The pages of citizens: file a complaint without an account, and look up where it stands."""
