"""After filing: deadlines due, reminders, unit reports and the compiled report; the calendar they count with."""
