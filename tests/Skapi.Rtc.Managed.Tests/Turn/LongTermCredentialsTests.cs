using System.Text;
using Skapi.Rtc.Managed.Stun;
using Skapi.Rtc.Managed.Turn;

namespace Skapi.Rtc.Managed.Tests.Turn;

/// <summary>The test vectors of RFC 5769, section 2.4, and of RFC 8489, appendix B.1.</summary>
public class LongTermCredentialsTests
{
    private const string Username = "\u30DE\u30C8\u30EA\u30C3\u30AF\u30B9";
    private const string Password = "TheMatrIX";
    private static readonly byte[] Realm = Encoding.UTF8.GetBytes("example.org");

    [Fact]
    public void A_request_with_md5_and_sha_1_is_verified()
    {
        var request = Convert.FromHexString(
            "000100602112a44278ad3433c6ad72c029da412e" + "00060012e3839ee38388e383aae38383e382afe382b90000"
            + "0015001c662f2f3439396b39353464364f4c33346f4c39465354767936347341" + "0014000b6578616d706c652e6f726700"
            + "00080014f67024656dd64a3e02b8e0712e85c9a28ca89666");

        StunMessage.TryRead(request, out var message).ShouldBeTrue();

        message.Verify(LongTermCredentials.ComputeKey(1, Username, Realm, Password)).ShouldBeTrue();
        message.Verify(LongTermCredentials.ComputeKey(1, Username, Realm, "other")).ShouldBeFalse();
    }

    [Fact]
    public void A_request_with_sha_256_and_a_hidden_user_name_is_verified()
    {
        var request = Convert.FromHexString(
            "000100902112a44278ad3433c6ad72c029da412e"
            + "001e00204a3cf38fef6992bda952c6780417da0f24819415569e60b205c46e41407f1704"
            + "001500296f624d61744a6f7332414141" + "43662f2f3439396b39353464364f4c33346f4c39465354767936347341000000"
            + "0014000b6578616d706c652e6f726700" + "001d000400020000"
            + "001c0020b5c7bf005b6c52a21c51c5e892f81924136296cb927c43149309278cc6518e65");

        StunMessage.TryRead(request, out var message).ShouldBeTrue();

        message.VerifySha256(LongTermCredentials.ComputeKey(2, Username, Realm, Password)).ShouldBeTrue();
        message.VerifySha256(LongTermCredentials.ComputeKey(1, Username, Realm, Password)).ShouldBeFalse();
    }

    [Fact]
    public void Attributes_behind_the_hash_by_sha_256_are_ignored()
    {
        var buffer = new byte[200];
        var writer = new StunWriter(buffer, StunClass.Success, new TransactionId(1, 2));
        writer.Write(StunAttribute.MessageIntegritySha256, new byte[32]);
        writer.Write(StunAttribute.Lifetime, 600u);

        StunMessage.TryRead(writer.Written, out var message).ShouldBeTrue();

        message.TryReadUInt32(StunAttribute.Lifetime, out _).ShouldBeFalse();
    }
}
