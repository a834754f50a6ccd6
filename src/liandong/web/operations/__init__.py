"""Operations that have not ended, and officers who are named for two of them."""
