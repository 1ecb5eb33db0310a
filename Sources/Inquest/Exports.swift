@_exported public import InquestCore
