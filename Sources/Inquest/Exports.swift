@_exported public import InquestCore

@_exported public import struct InquestIngest.UnpackLimits
@_exported public import struct InquestStore.StoreError
