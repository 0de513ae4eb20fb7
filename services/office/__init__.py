"""eGov as the service sees it: the ports and their promises, the edXML codec, one file per connector."""
