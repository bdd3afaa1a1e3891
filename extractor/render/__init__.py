"""Screens for people: the rules of a notice, its findings, differences, scores.

Amounts and ids are never cut: columns fold between words, or stand below one another where the
screen is narrow. A state is a symbol and a word, so that nothing hangs on colour.
"""
