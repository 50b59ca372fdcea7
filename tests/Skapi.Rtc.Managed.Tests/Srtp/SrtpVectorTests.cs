using Skapi.Rtc.Managed.Srtp;

namespace Skapi.Rtc.Managed.Tests.Srtp;

/// <summary>The test vectors of the RFCs.</summary>
public class SrtpVectorTests
{
    private const uint Ssrc = 0x5501a0b2;
    private const string GcmKey = "000102030405060708090a0b0c0d0e0f";
    private const string GcmSalt = "517569642070726f2071756f";
    private const string Gallia = "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";

    [Theory]
    [InlineData((int)SrtpKeyLabel.RtpEncryption, "C61E7A93744F39EE10734AFE3FF7A087")]
    [InlineData((int)SrtpKeyLabel.RtpSalt, "30CBBC08863D8C85D49DB34A9AE1")]
    [InlineData((int)SrtpKeyLabel.RtpAuthentication, "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4")]
    public void Session_keys_are_those_of_RFC_3711_appendix_B_3(int label, string expected)
    {
        var key = new byte[expected.Length / 2];

        SrtpKeyDerivation.Derive(
            Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139"),
            Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6"),
            (SrtpKeyLabel)label,
            key);

        Convert.ToHexString(key).ShouldBe(expected);
    }

    // RFC 7714, section 16.1.1.
    [Fact]
    public void A_packet_in_GCM_is_that_of_RFC_7714()
    {
        using var cipher = GcmCipher();
        var packet = Convert.FromHexString("8040f17b8041f8d35501a0b2" + Gallia + new string('0', 32));

        cipher.ProtectRtp(packet, headerLength: 12, Ssrc, index: 0xf17b);

        Convert.ToHexStringLower(packet).ShouldBe(
            "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
            + "899d7f27beb16a9152cf765ee4390cce");
        cipher.TryUnprotectRtp(packet, headerLength: 12, Ssrc, index: 0xf17b).ShouldBeTrue();
        Convert.ToHexStringLower(packet.AsSpan(12, Gallia.Length / 2)).ShouldBe(Gallia);
    }

    // RFC 7714, section 17.1: the index is 0x5d4.
    [Fact]
    public void A_control_packet_in_GCM_is_that_of_RFC_7714()
    {
        const string plain = "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
            + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
        using var cipher = GcmCipher();
        var packet = Convert.FromHexString(plain + new string('0', 40));

        cipher.ProtectRtcp(packet, 0x4d617273, index: 0x5d4);

        Convert.ToHexStringLower(packet).ShouldBe(
            "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded"
            + "0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
        cipher.TryUnprotectRtcp(packet, 0x4d617273, index: 0x5d4).ShouldBeTrue();
        Convert.ToHexStringLower(packet.AsSpan(0, plain.Length / 2)).ShouldBe(plain);
    }

    // The packet that libsrtp tests AES_CM_128_HMAC_SHA1_80 with, from the master key of RFC 3711, appendix B.3.
    [Fact]
    public void A_packet_in_counter_mode_is_that_of_libsrtp()
    {
        using var cipher = new CounterModeCipher(
            Convert.FromHexString("E1F97A0D3E018BE0D64FA32C06DE4139"), Convert.FromHexString("0EC675AD498AFEEBB6960B3AABE6"));
        var packet = Convert.FromHexString("800f1234decafbadcafebabe" + string.Concat(Enumerable.Repeat("ab", 16))
            + new string('0', 20));

        cipher.ProtectRtp(packet, headerLength: 12, ssrc: 0xcafebabe, index: 0x1234);

        Convert.ToHexStringLower(packet).ShouldBe("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        cipher.TryUnprotectRtp(packet, headerLength: 12, ssrc: 0xcafebabe, index: 0x1234).ShouldBeTrue();
        packet.AsSpan(12, 16).ContainsAnyExcept((byte)0xab).ShouldBeFalse();
    }

    private static AeadCipher GcmCipher()
    {
        var (key, salt) = (Convert.FromHexString(GcmKey), Convert.FromHexString(GcmSalt));
        return new AeadCipher(key, salt, key, salt);
    }
}
