"""The Mulan growth space: rooms, children, bookings, who came and who collected them.

Children's data are for their guardian and the care staff of the centre alone. They stand in the tables of
this slice only; its audit rows and problems name ids and never a child.
"""
