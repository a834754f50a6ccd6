"""The month: working days and holidays, meetings, operations, deadlines, duty; for a seat that works on matters."""
