"""Beats: every household gets an officer, near together on the streets and even by shares.

The way of the data: households -> places near each other on the streets (:mod:`nearby`) -> units
that stay whole (:mod:`units`), with the work they make (:mod:`load`) -> which units are neighbours
(:mod:`neighbours`) -> a :class:`~routeplan.beats.town.Town` of numbers -> beats
(:mod:`search`) -> officers of households, before and after (:mod:`make`, :mod:`figures`).

This is districting (Kalcsics & Rios-Mercado 2019, "Districting Problems", in Location Science):
units are shared by transport to centres that follow (Hess et al. 1965, "Nonpartisan political
redistricting by computer"), then units on borders move while every beat stays in one piece (Ricca &
Simeone 2008, "Local search algorithms for political districting").
"""
