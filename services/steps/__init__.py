"""What the steps of `pipeline` do in detail: intake (from packet to directive), dossier (from plan to drafts), filing.

The pipeline reads top to bottom; whoever wants to know how a step does its part reads here.
"""
