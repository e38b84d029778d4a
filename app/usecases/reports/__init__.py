"""Reports of closed and open cases: counted, added up beforehand, exported."""
