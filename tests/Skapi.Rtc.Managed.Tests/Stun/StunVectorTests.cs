using System.Net;
using System.Text;
using Skapi.Rtc.Managed.Stun;

namespace Skapi.Rtc.Managed.Tests.Stun;

/// <summary>The test vectors of RFC 5769, sections 2.1 to 2.3.</summary>
public class StunVectorTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("VOkJxbRl1RmTxUk/WvJxBt");

    private static readonly byte[] Request = Convert.FromHexString(
        "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e2074657374" + "20636c69656e7400240004" + "6e0001ff"
        + "80290008932ff9b151263b36" + "00060009" + "6576746a3a68367659202020" + "00080014"
        + "9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2" + "80280004e57a3bcf");

    private static readonly byte[] Ipv4Response = Convert.FromHexString(
        "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f722000200008" + "0001a147e112a643"
        + "00080014" + "2b91f599fd9e90c38c7489f92af9ba53f06be7d7" + "80280004c07d4c96");

    private static readonly byte[] Ipv6Response = Convert.FromHexString(
        "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f722000200014"
        + "0002a1470113a9faa5d3f179bc25f4b5bed2b9d9" + "00080014" + "a382954e4be67bf11784c97c8292c275bfe3ed41"
        + "80280004c8fb0b4c");

    [Fact]
    public void The_request_is_read_and_verified()
    {
        StunMessage.TryRead(Request, out var message).ShouldBeTrue();

        message.Class.ShouldBe(StunClass.Request);
        message.Method.ShouldBe(StunMessage.Binding);
        message.Verify(Key).ShouldBeTrue();
        message.TryFind(StunAttribute.Username, out var username).ShouldBeTrue();
        Encoding.ASCII.GetString(username).ShouldBe("evtj:h6vY");
    }

    [Theory]
    [InlineData(false, "192.0.2.1")]
    [InlineData(true, "2001:db8:1234:5678:11:2233:4455:6677")]
    public void The_response_is_read_and_verified(bool isIpv6, string address)
    {
        StunMessage.TryRead(isIpv6 ? Ipv6Response : Ipv4Response, out var message).ShouldBeTrue();

        message.Class.ShouldBe(StunClass.Success);
        message.Verify(Key).ShouldBeTrue();
        message.TryReadMappedAddress(out var mapped).ShouldBeTrue();
        mapped.ShouldBe(new IPEndPoint(IPAddress.Parse(address), 32853));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_written_response_is_read_again(bool isIpv6)
    {
        var address = new IPEndPoint(IPAddress.Parse(isIpv6 ? "2001:db8::1" : "192.0.2.1"), 40000);
        var transaction = new TransactionId(1, 2);
        var buffer = new byte[200];
        var writer = new StunWriter(buffer, StunClass.Success, transaction);
        writer.WriteMappedAddress(address);
        writer.Protect(Key);

        StunMessage.TryRead(writer.Written, out var message).ShouldBeTrue();
        message.Verify(Key).ShouldBeTrue();
        message.Transaction.ShouldBe(transaction);
        message.TryReadMappedAddress(out var mapped).ShouldBeTrue();
        mapped.ShouldBe(address);
    }

    [Fact]
    public void Every_changed_bit_is_noticed()
    {
        // The last eight bytes are the fingerprint, without which the message would still be whole.
        for (var bit = 0; bit < 8 * (Request.Length - 8); bit++)
        {
            var changed = Request.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));

            (StunMessage.TryRead(changed, out var message) && message.Verify(Key)).ShouldBeFalse($"bit {bit}");
        }
    }

    [Fact]
    public void Attributes_behind_the_integrity_are_ignored()
    {
        var buffer = new byte[200];
        var writer = new StunWriter(buffer, StunClass.Request, new TransactionId(1, 2));
        writer.Protect(Key);
        writer.Write(StunAttribute.UseCandidate, []);

        StunMessage.TryRead(writer.Written, out _).ShouldBeFalse("the fingerprint is not the last attribute");
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(2);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            if (bytes.Length >= 20 && i % 2 == 0)
            {
                Request.AsSpan(0, 20).CopyTo(bytes);
                bytes[2] = (byte)((bytes.Length - 20) >> 8);
                bytes[3] = (byte)(bytes.Length - 20);
            }

            if (!StunMessage.TryRead(bytes, out var message))
                continue;

            message.Verify(Key).ShouldBeFalse();
            message.TryReadMappedAddress(out _);
            message.ReadErrorCode();
        }
    }
}
