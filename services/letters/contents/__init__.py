"""What each kind of letter says: pure functions from the work to plain values for its template."""
