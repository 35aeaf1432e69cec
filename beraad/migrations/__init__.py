"""The steps by which a database grows from empty to what the models say, one per change, up and down.

The first step makes every table of the first release. A step imports nothing of the application, whose code moves on
while the step stays; a step that was released is never changed, another is added.
"""
