"""Accounts, the posts they hold, deputies, sign-in. The record names posts by code and outlives every account.

Which roles a post carries is the mechanism's to say: whoever asks for an actor hands in the packs
(`packs.library().packs`), since `people` and `packs` stand side by side and neither imports the other.
"""
