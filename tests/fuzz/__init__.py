"""Inputs that nobody would write, thrown at everything that nettui reads: ``make fuzz``.

A *target* is one kind of input: how one is made from a random generator, and how it is run. Input
``n`` of a target depends on the seed, the target's name and ``n`` alone, so that each is made again
by the command that a finding prints.
"""
