"""What follows from a form before it is sent: which tasks, borne by whom, until when. Nothing is written."""
