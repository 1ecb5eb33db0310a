@_exported public import InquestCore

@_exported public import struct InquestStore.StoreError
