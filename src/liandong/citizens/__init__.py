"""What the way of citizens keeps beside the record: the codes by which a matter is looked up, and how often one asked.

No name, no address and no code stands here in clear.
"""
