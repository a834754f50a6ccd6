"""What stands above the worklist of whoever goes out: the operations of today, and what he most often begins."""
