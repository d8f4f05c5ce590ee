#include "platform/crypto/public_key.hpp"

#include <gtest/gtest.h>

#include "platform/crypto/crypto.hpp"

namespace {
std::string octets(std::string_view base64url) { return crypto::from_base64url(base64url).value(); }

// RFC 7515, A.2.
const std::string rsa_n = octets(
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_"
    "7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ");
const std::string signed_text = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const std::string rsa_signature = octets(
    "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--"
    "f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw");

// RFC 7515, A.3.
const std::string ec_x = octets("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"), ec_y = octets("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
const std::string ec_text = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const std::string ec_signature = octets("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
}  // namespace

TEST(PublicKey, ChecksTheExamplesOfTheStandard) {
    const auto rsa = crypto::PublicKey::rsa(rsa_n, octets("AQAB")), ec = crypto::PublicKey::p256(ec_x, ec_y);
    ASSERT_TRUE(rsa && ec);
    EXPECT_TRUE(rsa->verifies(crypto::Signing::rs256, signed_text, rsa_signature));
    EXPECT_TRUE(ec->verifies(crypto::Signing::es256, ec_text, ec_signature));
}

TEST(PublicKey, RefusesAnotherTextSignatureOrAlgorithm) {
    const auto rsa = crypto::PublicKey::rsa(rsa_n, octets("AQAB")), ec = crypto::PublicKey::p256(ec_x, ec_y);
    EXPECT_FALSE(rsa->verifies(crypto::Signing::rs256, signed_text + 'x', rsa_signature));
    EXPECT_FALSE(rsa->verifies(crypto::Signing::rs512, signed_text, rsa_signature));
    EXPECT_FALSE(rsa->verifies(crypto::Signing::es256, signed_text, rsa_signature));
    EXPECT_FALSE(ec->verifies(crypto::Signing::rs256, ec_text, ec_signature));
    EXPECT_FALSE(ec->verifies(crypto::Signing::es256, ec_text, ec_signature.substr(0, 63)));
    EXPECT_FALSE(ec->verifies(crypto::Signing::es256, ec_text, std::string(64, '\0')));
    EXPECT_FALSE(ec->verifies(crypto::Signing::es256, ec_text, ""));
}

TEST(PublicKey, RefusesWhatIsNoStrongKey) {
    EXPECT_FALSE(crypto::PublicKey::rsa(rsa_n.substr(0, 128), octets("AQAB"))) << "1024 bits";
    EXPECT_FALSE(crypto::PublicKey::rsa(rsa_n, "\x01"));
    EXPECT_FALSE(crypto::PublicKey::rsa("", ""));
    EXPECT_FALSE(crypto::PublicKey::p256(ec_y, ec_x)) << "a point beside the curve";
    EXPECT_FALSE(crypto::PublicKey::p256("", ""));
    EXPECT_FALSE(crypto::PublicKey::of_certificate("no certificate"));
}

TEST(PublicKey, KnowsNoAlgorithmWithoutASignature) {
    for (const auto name : {"none", "HS256", "rs256", "", "ES512", "PS256"}) EXPECT_FALSE(crypto::signing_named(name)) << name;
    EXPECT_EQ(crypto::signing_named("ES256"), crypto::Signing::es256);
}
