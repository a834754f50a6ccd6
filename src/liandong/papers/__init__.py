"""Papers on paper: their numbers, their PDF and DOCX, the file of a whole matter, what was handed out.

What a paper says is `core.papers`; that it was drafted, reviewed, issued or voided is the record's. Here are only the
numbering, whose counters move in the transaction of the act, and the printing.
"""
