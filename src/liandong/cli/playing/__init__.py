"""Playing scenario files through the whole stack on a throwaway database (`liandong play`)."""
