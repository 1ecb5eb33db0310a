#ifndef INQUEST_CCRYPTO_H
#define INQUEST_CCRYPTO_H
/* The low-level SHA-256 calls hash short identities without a heap allocation or an algorithm
   look-up per call, which the EVP interface needs. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>
#endif
