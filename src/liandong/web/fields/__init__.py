"""Fields of a pack as forms: shown, read back as typed, never judged here. The core says what is wrong with a value."""
