"""Careers that are told in sentences: who worked, where, as what, from when to when."""
