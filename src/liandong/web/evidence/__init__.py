"""Files on their way in and out: uploads, originals, small copies, and how forms and walls show them."""
