"""How findings are told: the place named as people know it, hints and safe fixes, the texts of each rule, the order."""
