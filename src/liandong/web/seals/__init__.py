"""What units' papers bear: marks and pictures of seals, entered by the system administrator."""
