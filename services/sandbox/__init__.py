"""The local eGov: the exchange axis, the office's draft desk and the clerk's inbox page, with fault knobs.

It knows nothing of the service it stands in for: with `office` it shares only the edXML codec.
"""
