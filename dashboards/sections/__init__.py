"""One file per part of the page: rows of marts become what its template shows."""
