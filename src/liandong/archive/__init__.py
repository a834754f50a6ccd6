"""What a matter leaves behind: a folder with all of it, its proofs, and a program that checks them without us."""
