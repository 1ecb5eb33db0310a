import Inquest
